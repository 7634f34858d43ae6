"""Bookings of the day before, at two in the morning."""

from datetime import datetime, timedelta

from airflow.decorators import dag, task

from loads import settings
from loads.exports import rows_of
from loads.warehouse import replace_day


@dag(
    schedule="0 2 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=10),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=1),
        "email": [settings.ALERT_ADDRESS],
        "email_on_failure": True,
    },
)
def load_bookings():
    @task
    def load(ds=None):
        replace_day(
            "bookings",
            ds,
            ["day", "locator", "status", "total"],
            ((ds, row["locator"], row["status"], row["total"]) for row in rows_of("bookings", ds)),
        )

    load()


load_bookings()
