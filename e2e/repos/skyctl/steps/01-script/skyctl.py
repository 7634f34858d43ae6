import os
import sys

import requests

API = os.environ.get("SKYCTL_API", "https://ops.skylark-air.example")


def flights(station):
    for f in requests.get(API + "/v1/flights?station=" + station).json():
        print(f["number"], f["departure"], f["status"])


def queue(name):
    q = requests.get(API + "/v1/queues/" + name).json()
    print(name, q["ready"], "ready,", q["failed"], "failed")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print("usage: skyctl flights STATION | queue NAME")
        sys.exit(1)
    if sys.argv[1] == "flights":
        flights(sys.argv[2])
    elif sys.argv[1] == "queue":
        queue(sys.argv[2])
