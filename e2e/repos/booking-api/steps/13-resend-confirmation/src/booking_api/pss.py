"""Client of the passenger service system, which owns all bookings."""

from typing import Any

import httpx
import structlog
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from booking_api.models import Booking, BookingRequest, SegmentChange
from booking_api.settings import Settings

log = structlog.get_logger(__name__)


class BookingNotFound(Exception):
    """The PSS knows no booking of this locator."""


class PssUnavailable(Exception):
    """The PSS did not answer, or not in a way that we understand."""


class PssBusy(PssUnavailable):
    """The PSS asks for patience: it never started on the request, so asking again is safe."""


class PssClient:
    """Speaks the PSS's JSON dialect and answers in our own models."""

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

    async def change(self, locator: str, change: SegmentChange) -> Booking:
        record = await self._call(
            "PATCH", f"/pnr/{locator}/segments", json=change.model_dump(mode="json")
        )
        return Booking.model_validate(record)

    async def cancel(self, locator: str) -> Booking:
        return Booking.model_validate(await self._call("DELETE", f"/pnr/{locator}"))

    async def resend_confirmation(self, locator: str) -> None:
        await self._call("POST", f"/pnr/{locator}/confirmation")

    async def is_up(self) -> bool:
        """Tell whether the PSS answers its own ping."""
        try:
            response = await self._http.get("/ping")
        except httpx.TransportError as error:
            log.warning("pss_ping_failed", error=repr(error))
            return False
        return response.is_success

    async def close(self) -> None:
        await self._http.aclose()

    @retry(
        retry=retry_if_exception_type(PssBusy),
        wait=wait_random_exponential(multiplier=0.2, max=3),
        stop=stop_after_attempt(4),
        reraise=True,
    )
    async def _call(self, method: str, path: str, **kwargs: Any) -> Any:
        try:
            response = await self._http.request(method, path, **kwargs)
        except httpx.ConnectError as error:
            log.warning("pss_busy", method=method, path=path, error=repr(error))
            raise PssBusy(path) from error
        except httpx.TransportError as error:
            log.warning("pss_unreachable", method=method, path=path, error=repr(error))
            raise PssUnavailable(path) from error
        if response.status_code == httpx.codes.NOT_FOUND:
            raise BookingNotFound(path)
        if response.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
            log.warning("pss_busy", method=method, path=path, status=response.status_code)
            raise PssBusy(path)
        if response.is_error:
            log.error("pss_refused", method=method, path=path, status=response.status_code)
            raise PssUnavailable(path)
        return response.json()
