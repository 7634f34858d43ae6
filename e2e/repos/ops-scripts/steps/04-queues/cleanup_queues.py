import requests
import os

base = "http://rabbit.internal:15672/api"
auth = ("admin", os.environ["RABBIT_PASSWORD"])

for q in requests.get(base + "/queues", auth=auth).json():
    if q["name"].startswith("tmp-") and q["consumers"] == 0:
        print("delete", q["name"], q["messages"])
        requests.delete(base + "/queues/%2F/" + q["name"], auth=auth)
