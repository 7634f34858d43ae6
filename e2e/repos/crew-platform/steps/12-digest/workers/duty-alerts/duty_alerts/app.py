import logging
import os

import requests
from celery import Celery

app = Celery(
    "duty-alerts",
    broker=os.environ.get("BROKER_URL", "redis://localhost:6379/2"),
    include=["duty_alerts.digest"],
)
logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
log = logging.getLogger(__name__)
PUSH_URL = os.environ.get("PUSH_URL", "http://localhost:8027/send")


@app.task(autoretry_for=(requests.RequestException,), retry_backoff=True, max_retries=8)
def duty_changed(crew_id, flight, start):
    log.info("duty of %s on %s changed", crew_id, flight)
    push(crew_id, f"Your duty on {flight} now starts at {start}.")


@app.task(autoretry_for=(requests.RequestException,), retry_backoff=True, max_retries=8)
def duty_assigned(crew_id, flight, start):
    log.info("%s has a new duty on %s", crew_id, flight)
    push(crew_id, f"New duty: {flight} at {start}.")


def push(crew_id, text):
    try:
        answer = requests.post(PUSH_URL, json={"crew": crew_id, "text": text}, timeout=5)
        answer.raise_for_status()
    except requests.RequestException as error:
        log.warning("push to %s failed: %s", crew_id, error)
        raise
