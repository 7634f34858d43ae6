"""What travels over the API, checked at the door."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, EmailStr, Field, StringConstraints, model_validator

Locator = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{6}$")]
AirportCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
FlightNumber = Annotated[str, StringConstraints(pattern=r"^SK[0-9]{1,4}$")]


class BookingStatus(StrEnum):
    """Where a booking stands."""

    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"


class Segment(BaseModel):
    flight: FlightNumber
    origin: AirportCode
    destination: AirportCode
    departure: date

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "Segment":
        if self.origin == self.destination:
            raise ValueError("origin and destination are the same airport")
        return self


class Passenger(BaseModel):
    given_name: str = Field(min_length=1, max_length=60)
    family_name: str = Field(min_length=1, max_length=60)
    born: date
    email: EmailStr | None = None


class BookingRequest(BaseModel):
    segments: list[Segment] = Field(min_length=1, max_length=6)
    passengers: list[Passenger] = Field(min_length=1, max_length=9)


class Booking(BaseModel):
    locator: Locator
    status: BookingStatus
    segments: list[Segment]
    passengers: list[Passenger]
