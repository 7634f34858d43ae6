"""What other services may enqueue."""

from typing import Literal

from pydantic import BaseModel, EmailStr, Field

Kind = Literal["booked", "changed", "cancelled", "delayed", "gate"]


class Sms(BaseModel):
    """A text message."""

    number: str = Field(pattern=r"^\+[0-9]{6,15}$")
    kind: Kind
    values: dict[str, str]


class Email(BaseModel):
    """A mail."""

    address: EmailStr
    kind: Kind
    values: dict[str, str]


class Push(BaseModel):
    """A push to one phone."""

    device: str = Field(min_length=16, max_length=200)
    kind: Kind
    values: dict[str, str]
