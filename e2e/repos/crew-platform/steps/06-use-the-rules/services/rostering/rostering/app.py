"""The web application."""

import logging

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from rostering import settings
from rostering.crew import CrewUnknown, CrewUnavailable
from rostering.routes import router

logging.basicConfig(level=settings.LOG_LEVEL, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger(__name__)

app = FastAPI(title="Rostering", description="Who flies when, within the rest rules.")
app.include_router(router)


@app.get("/healthz", include_in_schema=False)
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.exception_handler(CrewUnknown)
def unknown(request: Request, error: CrewUnknown) -> JSONResponse:
    return JSONResponse({"detail": "no such crew member"}, status_code=404)


@app.exception_handler(CrewUnavailable)
def unavailable(request: Request, error: CrewUnavailable) -> JSONResponse:
    log.error("crew records: %s", error)
    return JSONResponse({"detail": "crew records are unavailable"}, status_code=503)
