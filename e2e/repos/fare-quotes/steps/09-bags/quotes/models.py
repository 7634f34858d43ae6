from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

Airport = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Currency = Literal["DKK", "EUR", "NOK", "SEK"]


class Leg(BaseModel):
    origin: Airport
    destination: Airport


class QuoteRequest(BaseModel):
    legs: list[Leg] = Field(min_length=1, max_length=6)
    adults: int = Field(ge=1, le=9)
    children: int = Field(default=0, ge=0, le=8)
    bags: int = Field(default=0, ge=0, le=18)
    currency: Currency = "DKK"


class QuoteLine(BaseModel):
    text: str
    amount: Decimal


class Quote(BaseModel):
    lines: list[QuoteLine]
    total: Decimal
    currency: Currency
