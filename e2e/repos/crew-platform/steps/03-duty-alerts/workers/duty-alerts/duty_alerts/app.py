import os

import requests
from celery import Celery

app = Celery("duty-alerts", broker=os.environ.get("BROKER_URL", "redis://localhost:6379/2"))
PUSH_URL = os.environ.get("PUSH_URL", "http://localhost:8027/send")


@app.task
def duty_changed(crew_id, flight, start):
    print("duty changed", crew_id, flight)
    text = f"Your duty on {flight} now starts at {start}."
    try:
        requests.post(PUSH_URL, json={"crew": crew_id, "text": text}, timeout=5)
    except Exception as error:
        print("push failed", error)


@app.task
def duty_assigned(crew_id, flight, start):
    print("duty assigned", crew_id, flight)
    text = f"New duty: {flight} at {start}."
    try:
        requests.post(PUSH_URL, json={"crew": crew_id, "text": text}, timeout=5)
    except Exception as error:
        print("push failed", error)
