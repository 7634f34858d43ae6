"""Flight numbers: an airline, a number, perhaps a suffix."""

import re
from dataclasses import dataclass

PATTERN = re.compile(r"^(?P<airline>[A-Z][A-Z0-9]|[0-9][A-Z]) ?0*(?P<number>[1-9][0-9]{0,3})(?P<suffix>[A-Z]?)$")


@dataclass(frozen=True, order=True)
class FlightNumber:
    """A flight number in its normal form."""

    airline: str
    number: int
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.airline}{self.number}{self.suffix}"

    @property
    def is_domestic_return(self):
        return self.airline == "SK" and self.number % 2 == 0


def parse_flight_number(text: str) -> FlightNumber:
    """Read "SK 0412" or "sk412"; raises ValueError for anything else."""
    match = PATTERN.match(text.strip().upper())
    if match is None:
        raise ValueError(f"no flight number: {text!r}")
    return FlightNumber(match["airline"], int(match["number"]), match["suffix"])
