"""One task per channel."""

import logging

from notifications import settings
from notifications.app import app
from notifications.gateway import Busy, deliver
from notifications.templates import render

log = logging.getLogger(__name__)


@app.task(autoretry_for=(Busy,), retry_backoff=5, retry_backoff_max=900, max_retries=12)
def send_sms(number: str, kind: str, values: dict) -> None:
    """Send a text message."""
    deliver(settings.SMS_URL, {"to": number, "text": render(kind, **values)}, {"X-Key": settings.SMS_KEY})


@app.task(autoretry_for=(Busy,), retry_backoff=5, retry_backoff_max=900, max_retries=12)
def send_email(address: str, kind: str, values: dict) -> None:
    """Send a mail."""
    deliver(settings.MAIL_URL, {"to": address, "subject": kind, "body": render(kind, **values)})


@app.task(autoretry_for=(Busy,), retry_backoff=5, retry_backoff_max=900, max_retries=12)
def send_push(device: str, kind: str, values: dict) -> None:
    """Push to a phone."""
    deliver(settings.PUSH_URL, {"device": device, "text": render(kind, **values)})
