"""Keeps the latest position of each bag in Postgres."""

import psycopg

from baggage_events.events import Scan

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

    def save(self, scan: Scan) -> None:
        try:
            with self._connect().transaction():
                self._connect().execute(UPSERT, scan.model_dump(mode="json"))
        except Exception:
            self._connection = None

    def _connect(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url)
        return self._connection
