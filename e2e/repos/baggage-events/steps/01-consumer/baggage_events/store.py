"""Keeps the latest position of each bag in Postgres."""

import logging

import psycopg
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

from baggage_events.events import Scan

log = logging.getLogger(__name__)

UPSERT = """
insert into position (tag, airport, place, flight, scanned_at)
values (%(tag)s, %(airport)s, %(place)s, %(flight)s, %(scanned_at)s)
on conflict (tag) do update
set airport = excluded.airport, place = excluded.place,
    flight = excluded.flight, scanned_at = excluded.scanned_at
where position.scanned_at < excluded.scanned_at
"""


class PositionStore:
    """Writes positions; scans that arrive late never overwrite newer ones."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None

    @retry(
        retry=retry_if_exception_type(psycopg.OperationalError),
        wait=wait_exponential(multiplier=0.5, max=30),
        stop=stop_after_attempt(8),
        reraise=True,
    )
    def save(self, scan: Scan) -> None:
        """Store a scan, reconnecting with growing pauses while the database is away."""
        try:
            with self._connect().transaction():
                self._connect().execute(UPSERT, scan.model_dump(mode="json"))
        except psycopg.OperationalError:
            log.warning("database away, reconnecting")
            self._connection = None
            raise

    def _connect(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url)
        return self._connection
