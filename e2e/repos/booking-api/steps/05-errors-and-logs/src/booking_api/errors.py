"""Turns what can go wrong into answers a client can act on."""

import structlog
from fastapi import FastAPI, Request, status
from fastapi.responses import JSONResponse

from booking_api.pss import BookingNotFound, PssUnavailable

log = structlog.get_logger(__name__)


def add_error_handlers(app: FastAPI) -> None:
    """Register one handler per kind of failure, and one for bugs."""
    app.add_exception_handler(BookingNotFound, _not_found)
    app.add_exception_handler(PssUnavailable, _unavailable)
    app.add_exception_handler(Exception, _bug)


async def _not_found(request: Request, error: Exception) -> JSONResponse:
    return _problem(status.HTTP_404_NOT_FOUND, "No such booking")


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    return _problem(status.HTTP_503_SERVICE_UNAVAILABLE, "The reservation system does not answer")


async def _bug(request: Request, error: Exception) -> JSONResponse:
    log.exception("unhandled", path=request.url.path, exc_info=error)
    return _problem(status.HTTP_500_INTERNAL_SERVER_ERROR, "Something broke on our side")


def _problem(code: int, title: str) -> JSONResponse:
    return JSONResponse(
        {"status": code, "title": title},
        status_code=code,
        media_type="application/problem+json",
    )
