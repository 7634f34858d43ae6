"""One task per channel."""

import logging

from notifications import settings
from notifications.app import app
from notifications.gateway import Busy, deliver
from notifications.messages import Email, Push, Sms
from notifications.templates import render

log = logging.getLogger(__name__)


@app.task(autoretry_for=(Busy,), retry_backoff=5, retry_backoff_max=900, max_retries=12)
def send_sms(message: dict) -> None:
    """Send a text message."""
    sms = Sms.model_validate(message)
    payload = {"to": sms.number, "text": render(sms.kind, **sms.values)}
    deliver(settings.SMS_URL, payload, {"X-Key": settings.SMS_KEY})
    log.info("sent %s as sms", sms.kind)


@app.task(autoretry_for=(Busy,), retry_backoff=5, retry_backoff_max=900, max_retries=12)
def send_email(message: dict) -> None:
    """Send a mail."""
    mail = Email.model_validate(message)
    payload = {"to": mail.address, "subject": mail.kind, "body": render(mail.kind, **mail.values)}
    deliver(settings.MAIL_URL, payload)
    log.info("sent %s as mail", mail.kind)


@app.task(autoretry_for=(Busy,), retry_backoff=5, retry_backoff_max=900, max_retries=12)
def send_push(message: dict) -> None:
    """Push to a phone."""
    push = Push.model_validate(message)
    deliver(settings.PUSH_URL, {"device": push.device, "text": render(push.kind, **push.values)})
    log.info("sent %s as push", push.kind)
