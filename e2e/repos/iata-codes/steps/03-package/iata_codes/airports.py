"""Airports by their three-letter code."""

from dataclasses import dataclass

from iata_codes.table import AIRPORTS


@dataclass(frozen=True)
class Airport:
    """An airport as IATA lists it."""

    code: str
    city: str
    country: str


_airports = {code: Airport(code, city, country) for code, (city, country) in AIRPORTS.items()}


def airport(code: str) -> Airport | None:
    """Return the airport of this code in any case, or None."""
    return _airports.get(code.strip().upper())


def airports_in(country: str) -> list[Airport]:
    """Return the airports of a country (two letters), by code."""
    wanted = country.strip().upper()
    return sorted(
        (place for place in _airports.values() if place.country == wanted),
        key=lambda place: place.code,
    )
