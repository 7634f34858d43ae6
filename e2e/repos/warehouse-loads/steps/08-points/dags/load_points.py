"""Ledger of loyalty points, once a week."""

from datetime import datetime, timedelta

from airflow.decorators import dag, task

from loads.exports import rows_of
from loads.warehouse import replace_day

COLUMNS = ["day", "member", "points", "reason"]


@dag(
    schedule="0 4 * * 1",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={
        "retries": 5,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=2),
    },
)
def load_points():
    @task
    def load(ds=None):
        rows = ((ds, row["member"], int(row["points"]), row["reason"]) for row in rows_of("points", ds))
        replace_day("points", ds, COLUMNS, rows)

    load()


load_points()
