"""Flights of the day before, with their delays."""

from datetime import datetime, timedelta

from airflow.decorators import dag, task

from loads import settings
from loads.exports import rows_of
from loads.warehouse import replace_day


@dag(
    schedule="30 2 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=10),
        "email": [settings.ALERT_ADDRESS],
        "email_on_failure": True,
    },
)
def load_flights():
    @task
    def load(ds=None):
        replace_day(
            "flights",
            ds,
            ["day", "number", "origin", "destination", "delay_minutes"],
            (flight_row(ds, row) for row in rows_of("flights", ds)),
        )

    load()


def flight_row(day, row):
    """Turn empty delays into none."""
    delay = int(row["delay"]) if row["delay"] else None
    return day, row["number"], row["origin"], row["destination"], delay


load_flights()
