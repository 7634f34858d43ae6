"""Airport, airline and flight-number codes."""

from iata_codes.airports import Airport, airport, airports_in
from iata_codes.flights import FlightNumber, parse_flight_number

__all__ = ["Airport", "FlightNumber", "airport", "airports_in", "parse_flight_number"]
