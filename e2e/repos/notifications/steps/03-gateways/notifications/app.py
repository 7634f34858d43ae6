"""The Celery application."""

from celery import Celery
from celery.signals import setup_logging

from notifications import settings
from notifications.logs import configure

app = Celery("notifications", broker=settings.BROKER_URL, include=["notifications.tasks"])
app.conf.update(
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    task_default_queue="notifications",
    task_time_limit=60,
)


@setup_logging.connect
def _logging(**kwargs: object) -> None:
    configure(settings.LOG_LEVEL)
