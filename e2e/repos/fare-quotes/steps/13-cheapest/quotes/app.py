import logging

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from quotes.fares import NoFare, UpstreamError
from quotes.models import Airport, Currency, Leg, Quote, QuoteRequest
from quotes.pricing import price
from quotes.settings import settings
from quotes.telemetry import start_telemetry

logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
start_telemetry()

app = FastAPI()


@app.post("/quotes")
def create_quote(request: QuoteRequest) -> Quote:
    return price(request)


@app.get("/quotes/cheapest")
def cheapest(origin: Airport, destination: Airport, currency: Currency = "DKK") -> Quote:
    return price(QuoteRequest(legs=[Leg(origin=origin, destination=destination)], adults=1, currency=currency))


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.exception_handler(NoFare)
def no_fare(request: Request, error: NoFare) -> JSONResponse:
    return JSONResponse({"error": f"no fare for {error}"}, status_code=404)


@app.exception_handler(UpstreamError)
def upstream(request: Request, error: UpstreamError) -> JSONResponse:
    return JSONResponse({"error": f"{error} are unavailable"}, status_code=503)
