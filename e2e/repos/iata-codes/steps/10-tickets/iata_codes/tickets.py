"""Ticket numbers and bag tags: digits that check themselves."""

from dataclasses import dataclass

AIRLINE_CODES = {"117": "SK", "220": "LH", "074": "KL", "105": "AY"}


@dataclass(frozen=True)
class TicketNumber:
    """A ticket: three digits of the airline, ten of the document."""

    airline: str
    document: str

    def __str__(self) -> str:
        return f"{self.airline}-{self.document}"

    def issuer(self):
        """Return the two-letter code of the issuing airline, if we know it."""
        return AIRLINE_CODES.get(self.airline)


def parse_ticket_number(text: str) -> TicketNumber:
    """Read "117-2412345678" or the same with a check digit; raises ValueError for anything else."""
    digits = text.replace("-", "").replace(" ", "")
    if not digits.isdigit() or len(digits) not in (13, 14):
        raise ValueError(f"no ticket number: {text!r}")
    if len(digits) == 14 and int(digits[13]) != check_digit(digits[3:13]):
        raise ValueError(f"the check digit is wrong: {text!r}")
    return TicketNumber(digits[:3], digits[3:13])


def check_digit(document):
    """Return the remainder by seven, which IATA prints after the number."""
    return int(document) % 7


def is_bag_tag(text):
    """Tell whether this can stand on a bag tag: ten digits, the last nine not all zero."""
    return text.isdigit() and len(text) == 10 and int(text[1:]) > 0
