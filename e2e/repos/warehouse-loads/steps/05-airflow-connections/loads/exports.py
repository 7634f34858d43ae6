"""Reads the nightly exports of the other systems."""

import csv
import io
import logging
from collections.abc import Iterator

import requests

from loads import settings

log = logging.getLogger(__name__)


class ExportMissing(Exception):
    """The export of a day is not there (yet)."""


def rows_of(name: str, day: str) -> Iterator[dict[str, str]]:
    """Yield the rows of an export; raises ExportMissing when it is late."""
    url = f"{settings.EXPORTS_URL}/{name}/{day}.csv"
    try:
        answer = requests.get(url, timeout=60)
        answer.raise_for_status()
    except requests.RequestException as error:
        log.warning("export %s of %s: %s", name, day, error)
        raise ExportMissing(url) from error
    yield from csv.DictReader(io.StringIO(answer.text))
