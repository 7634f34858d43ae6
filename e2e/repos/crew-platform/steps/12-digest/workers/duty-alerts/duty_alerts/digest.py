import os
import smtplib
from datetime import date, datetime, timedelta
from email.message import EmailMessage

import requests
from celery.schedules import crontab

from duty_alerts.app import app

ROSTERING_URL = os.environ.get("ROSTERING_URL", "http://localhost:8000")
SMTP_HOST = os.environ.get("SMTP_HOST", "localhost")
SENDER = "crew@skylark-air.example"

app.conf.beat_schedule = {
    "weekly-digest": {
        "task": "duty_alerts.digest.send_digests",
        "schedule": crontab(hour=15, minute=0, day_of_week="sunday"),
    },
}


def next_week(today):
    monday = today + timedelta(days=7 - today.weekday())
    return monday, monday + timedelta(days=7)


def duties_of(crew_id, first, last):
    since = f"{first.isoformat()}T00:00:00Z"
    answer = requests.get(f"{ROSTERING_URL}/crew/{crew_id}/duties", params={"since": since}, timeout=10)
    duties = []
    for duty in answer.json():
        start = datetime.fromisoformat(duty["start"])
        if start.date() < last:
            duties.append((start, duty))
    return [duty for _, duty in sorted(duties, key=lambda pair: pair[0])]


def digest_text(name, duties):
    if not duties:
        return f"Dear {name},\n\nyou are off all week.\n"
    lines = [f"Dear {name},", "", "your duties of next week:", ""]
    for duty in duties:
        start = datetime.fromisoformat(duty["start"])
        lines.append(f"  {start:%a %d %b %H:%M}  {duty['flight']}  ({duty['sectors']} sectors)")
    return "\n".join(lines) + "\n"


def mail(address, text):
    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = address
    message["Subject"] = "Your duties of next week"
    message.set_content(text)
    with smtplib.SMTP(SMTP_HOST, timeout=10) as server:
        server.send_message(message)


@app.task
def send_digests(members):
    first, last = next_week(date.today())
    sent = 0
    for member in members:
        try:
            duties = duties_of(member["id"], first, last)
            mail(member["address"], digest_text(member["name"], duties))
            sent += 1
        except Exception:
            print("no digest for", member["id"])
    print("sent", sent, "of", len(members), "digests")
