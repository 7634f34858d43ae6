import logging
import os

import requests
from celery import Celery

app = Celery("notifications", broker=os.environ.get("BROKER_URL", "redis://localhost:6379/1"))
log = logging.getLogger(__name__)

SMS_URL = "https://sms.provider.example/v2/send"


@app.task
def send_sms(number, text):
    log.info("sms to %s", number)
    requests.post(SMS_URL, json={"to": number, "text": text}, headers={"X-Key": os.environ["SMS_KEY"]})


@app.task
def send_email(address, subject, body):
    log.info("mail to %s", address)
    requests.post(os.environ["MAIL_URL"], json={"to": address, "subject": subject, "body": body})
