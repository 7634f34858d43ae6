import json, sys
import psycopg
from kafka import KafkaProducer
from baggage_events import settings

def replay(path, producer):
    n = 0
    for line in open(path):
        try:
            scan = json.loads(line)
        except:
            continue
        producer.send(settings.KAFKA_TOPIC, json.dumps(scan).encode())
        n = n+1
        if n % 1000 == 0: print(n)
    return n

def clear(station):
    c = psycopg.connect("postgresql://baggage:@@FAKE:password@@@db1.internal/baggage")
    c.execute("delete from position where airport = %s", [station])
    c.commit()

if __name__ == "__main__":
    if sys.argv[1] == "clear":
        clear(sys.argv[2])
    else:
        p = KafkaProducer(bootstrap_servers="kafka1.internal:9092")
        print("replayed", replay(sys.argv[1], p))
