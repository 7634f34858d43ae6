"""The messages of the scanners."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field


class Place(StrEnum):
    """Where a scanner stands."""

    CHECK_IN = "check_in"
    SORTING = "sorting"
    LOADING = "loading"
    ARRIVAL = "arrival"


class Scan(BaseModel):
    """One reading of one tag."""

    tag: str = Field(pattern=r"^[0-9]{10}$")
    airport: str = Field(pattern=r"^[A-Z]{3}$")
    place: Place
    flight: str | None = Field(default=None, pattern=r"^SK[0-9]{1,4}$")
    scanned_at: datetime
    weight: float | None = None
