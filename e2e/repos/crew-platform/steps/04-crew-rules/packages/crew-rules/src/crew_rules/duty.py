"""One duty of one crew member."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Duty:
    """From report to release, in UTC."""

    start: datetime
    end: datetime
    sectors: int = 1

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a duty ends after it starts")
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("times need a time zone")
        if self.sectors < 1:
            raise ValueError("a duty has at least one sector")

    @property
    def length(self) -> timedelta:
        """How long the duty lasts."""
        return self.end - self.start
