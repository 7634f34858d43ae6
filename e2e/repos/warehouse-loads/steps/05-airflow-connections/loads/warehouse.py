"""Writes rows into the warehouse."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from airflow.providers.postgres.hooks.postgres import PostgresHook
from psycopg2.extensions import connection

log = logging.getLogger(__name__)

CONNECTION_ID = "warehouse"


@contextmanager
def warehouse() -> Iterator[connection]:
    """Open a transaction with the credentials that Airflow keeps."""
    opened = PostgresHook(CONNECTION_ID).get_conn()
    try:
        with opened:
            yield opened
    finally:
        opened.close()


def replace_day(table: str, day: str, columns: list[str], rows: Iterable[tuple]) -> int:
    """Replace the rows of one day in one transaction, so that a load can run twice."""
    names = ", ".join(columns)
    marks = ", ".join(["%s"] * len(columns))
    count = 0
    with warehouse() as opened, opened.cursor() as cursor:
        cursor.execute(f"delete from {table} where day = %s", (day,))
        for row in rows:
            cursor.execute(f"insert into {table} ({names}) values ({marks})", row)
            count += 1
    log.info("%s: %s rows for %s", table, count, day)
    return count
