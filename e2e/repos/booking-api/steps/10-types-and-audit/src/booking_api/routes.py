"""Routes under /bookings."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, status

from booking_api.models import Booking, BookingRequest, SegmentChange
from booking_api.pss import PssClient

router = APIRouter(prefix="/bookings", tags=["bookings"])


def pss_of(request: Request) -> PssClient:
    """Hand the client of this process to a route."""
    client: PssClient = request.app.state.pss
    return client


Pss = Annotated[PssClient, Depends(pss_of)]
LocatorPath = Annotated[str, Path(pattern="^[A-Z0-9]{6}$", description="Six-character record locator")]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_booking(booking: BookingRequest, pss: Pss) -> Booking:
    return await pss.create(booking)


@router.get("/{locator}")
async def get_booking(locator: LocatorPath, pss: Pss) -> Booking:
    return await pss.find(locator)


@router.patch("/{locator}/segments")
async def change_segment(locator: LocatorPath, change: SegmentChange, pss: Pss) -> Booking:
    return await pss.change(locator, change)


@router.delete("/{locator}")
async def cancel_booking(locator: LocatorPath, pss: Pss) -> Booking:
    return await pss.cancel(locator)
