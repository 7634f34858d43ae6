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


@router.post("", status_code=status.HTTP_201_CREATED, summary="Book flights")
async def create_booking(booking: BookingRequest, pss: Pss) -> Booking:
    """Book one to six flights for up to nine passengers. A full flight gives a waitlisted booking."""
    return await pss.create(booking)


@router.get("/{locator}", summary="Find a booking")
async def get_booking(locator: LocatorPath, pss: Pss) -> Booking:
    """Return the booking as the reservation system has it now."""
    return await pss.find(locator)


@router.patch("/{locator}/segments", summary="Change a flight")
async def change_segment(locator: LocatorPath, change: SegmentChange, pss: Pss) -> Booking:
    """Move every passenger of the booking to another flight."""
    return await pss.change(locator, change)


@router.delete("/{locator}", summary="Cancel a booking")
async def cancel_booking(locator: LocatorPath, pss: Pss) -> Booking:
    """Cancel all flights of the booking. Refunds are started by the refunds service."""
    return await pss.cancel(locator)
