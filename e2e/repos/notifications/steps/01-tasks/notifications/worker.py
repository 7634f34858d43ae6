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


@app.task
def booked(passenger, locator):
    text = "Dear %s, your booking %s is confirmed." % (passenger["name"], locator)
    if passenger.get("email"):
        send_email.delay(passenger["email"], "Your booking", text)
    if passenger.get("phone"):
        send_sms.delay(passenger["phone"], text)


@app.task
def changed(passenger, flight, departure):
    text = "Dear %s, flight %s now leaves at %s." % (passenger["name"], flight, departure)
    try:
        if passenger.get("phone"):
            send_sms.delay(passenger["phone"], text)
        else:
            send_email.delay(passenger["email"], "Your flight", text)
    except Exception:
        log.error("nobody told about %s", flight)


@app.task
def cancelled(passengers, flight, link):
    told = 0
    for passenger in passengers:
        text = "Dear %s, flight %s is cancelled. Rebook: %s" % (passenger["name"], flight, link)
        try:
            send_sms.delay(passenger["phone"], text)
            send_email.delay(passenger["email"], "Your flight is cancelled", text)
            told += 1
        except KeyError:
            log.warning("no way to reach a passenger of %s", flight)
    log.info("told %s of %s passengers of %s", told, len(passengers), flight)


@app.task
def gate(devices, flight, number):
    text = "%s boards at gate %s." % (flight, number)
    for device in devices:
        try:
            requests.post(os.environ["PUSH_URL"], json={"device": device, "text": text})
        except Exception:
            continue
    log.info("gate of %s pushed to %s phones", flight, len(devices))


@app.task
def reminder(passenger, flight, departure):
    text = "Dear %s, check in now for %s at %s." % (passenger["name"], flight, departure)
    send_email.delay(passenger["email"], "Check in now", text)
