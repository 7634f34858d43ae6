"""Texts of all messages."""

from string import Template

TEXTS = {
    "booked": Template("Dear $name, your booking $locator is confirmed."),
    "changed": Template("Dear $name, flight $flight now leaves at $time."),
    "cancelled": Template("Dear $name, flight $flight is cancelled. Rebook: $link"),
    "delayed": Template("$flight is delayed. New departure: $time."),
    "gate": Template("$flight boards at gate $gate."),
}


def render(kind: str, **values: str) -> str:
    """Fill in a text; raises KeyError when a value is missing."""
    return TEXTS[kind].substitute(values)
