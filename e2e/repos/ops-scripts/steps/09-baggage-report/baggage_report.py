import collections
import smtplib
import sys
from email.mime.text import MIMEText

import psycopg2

db = psycopg2.connect("dbname=baggage host=db1.internal user=report")

def late(day):
    c = db.cursor()
    c.execute("select airport, place from position where scanned_at::date = %s and place <> 'arrival'", [day])
    return c.fetchall()

def summary(rows):
    counts = collections.Counter()
    for airport, place in rows:
        counts[airport] += 1
    lines = []
    for airport, n in counts.most_common():
        lines.append("%s %d" % (airport, n))
    return "\n".join(lines)

def mail(text):
    m = MIMEText(text)
    m["Subject"] = "Bags that did not arrive"
    m["From"] = "ops@skylark-air.example"
    m["To"] = "ramp@skylark-air.example"
    try:
        s = smtplib.SMTP("mail.internal")
        s.send_message(m)
        s.quit()
    except Exception:
        pass

if __name__ == "__main__":
    rows = late(sys.argv[1])
    text = summary(rows)
    print(text)
    mail(text)
