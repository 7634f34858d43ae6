"""Client of the passenger service system, which owns all bookings."""

from typing import Any

import httpx

from booking_api.models import Booking, BookingRequest
from booking_api.settings import Settings


class PssClient:
    def __init__(self, settings: Settings) -> None:
        self._http = httpx.AsyncClient(
            base_url=str(settings.pss_url),
            timeout=settings.pss_timeout_seconds,
            headers={"Authorization": f"Bearer {settings.pss_token.get_secret_value()}"},
        )

    async def create(self, request: BookingRequest) -> Booking:
        record = await self._call("POST", "/pnr", json=request.model_dump(mode="json"))
        return Booking.model_validate(record)

    async def find(self, locator: str) -> Booking:
        return Booking.model_validate(await self._call("GET", f"/pnr/{locator}"))

    async def cancel(self, locator: str) -> Booking:
        return Booking.model_validate(await self._call("DELETE", f"/pnr/{locator}"))

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, **kwargs: Any) -> Any:
        response = await self._http.request(method, path, **kwargs)
        response.raise_for_status()
        return response.json()
