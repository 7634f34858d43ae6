"""Features for demand-forecasting, as CSV on the shared bucket."""

import csv
import io
from datetime import datetime, timedelta

import boto3
from airflow.decorators import dag, task

from loads import settings
from loads.warehouse import warehouse

QUERY = """
select f.day, f.origin, f.destination, count(b.locator)
from flights f left join bookings b on b.day = f.day
where f.day >= %s::date - 28
group by 1, 2, 3
"""


@dag(
    schedule="0 5 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=10),
        "retry_exponential_backoff": True,
    },
)
def export_features():
    @task
    def export(ds=None):
        with warehouse() as opened, opened.cursor() as cursor:
            cursor.execute(QUERY, (ds,))
            body = as_csv(["day", "origin", "destination", "bookings"], cursor)
        boto3.client("s3").put_object(Bucket=settings.FEATURES_BUCKET, Key=f"{ds}.csv", Body=body)
        print("exported", len(body), "bytes")

    export()


def as_csv(header, rows):
    """Write rows as CSV text in bytes."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


export_features()
