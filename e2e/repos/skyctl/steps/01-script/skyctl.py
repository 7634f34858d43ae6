import os
import sys
import time

import requests

API = os.environ.get("SKYCTL_API", "https://ops.skylark-air.example")


def flights(station):
    for f in requests.get(API + "/v1/flights?station=" + station).json():
        print(f["number"], f["departure"], f["status"])


def queue(name):
    q = requests.get(API + "/v1/queues/" + name).json()
    print(name, q["ready"], "ready,", q["failed"], "failed")


def delays(station):
    late = []
    for f in requests.get(API + "/v1/flights?station=" + station).json():
        if f.get("delay", 0) > 15:
            late.append(f)
    late.sort(key=lambda f: -f["delay"])
    for f in late:
        print(f["number"], "+" + str(f["delay"]), f.get("reason", ""))
    print(len(late), "late flights")


def requeue(name):
    q = requests.get(API + "/v1/queues/" + name).json()
    if q["failed"] == 0:
        print("nothing to do")
        return
    try:
        r = requests.post(API + "/v1/queues/" + name + "/requeue")
        print("requeued", r.json()["moved"])
    except:
        print("did not work")


def watch(name):
    last = None
    while True:
        q = requests.get(API + "/v1/queues/" + name).json()
        if q["ready"] != last:
            print(time.strftime("%H:%M:%S"), q["ready"], "ready", q["failed"], "failed")
            last = q["ready"]
        time.sleep(2)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print("usage: skyctl flights STATION | delays STATION | queue NAME | requeue NAME | watch NAME")
        sys.exit(1)
    if sys.argv[1] == "flights":
        flights(sys.argv[2])
    elif sys.argv[1] == "delays":
        delays(sys.argv[2])
    elif sys.argv[1] == "queue":
        queue(sys.argv[2])
    elif sys.argv[1] == "requeue":
        requeue(sys.argv[2])
    elif sys.argv[1] == "watch":
        watch(sys.argv[2])
