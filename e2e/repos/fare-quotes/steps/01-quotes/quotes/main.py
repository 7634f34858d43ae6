import logging
import os

import httpx
import redis
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

log = logging.getLogger(__name__)
logging.basicConfig(level=logging.INFO)

app = FastAPI()
cache = redis.Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost:6379/0"))
FARES_URL = os.environ.get("FARES_URL", "http://localhost:9100")
RATES_URL = os.environ.get("RATES_URL", "http://localhost:9200")


class QuoteRequest(BaseModel):
    origin: str
    destination: str
    passengers: int
    currency: str = "DKK"


@app.post("/quotes")
def quote(request: QuoteRequest):
    fare = httpx.get(f"{FARES_URL}/fares/{request.origin}/{request.destination}").json()
    rate = cache.get(f"rate:{request.currency}")
    if rate is None:
        rate = httpx.get(f"{RATES_URL}/rates/{request.currency}").json()["rate"]
        cache.set(f"rate:{request.currency}", rate, ex=3600)
    total = fare["amount"] * request.passengers * float(rate)
    if total <= 0:
        raise HTTPException(502, "no fare")
    log.info("quoted %s-%s: %.2f", request.origin, request.destination, total)
    return {"total": round(total, 2), "currency": request.currency}


class ReturnRequest(BaseModel):
    outbound: QuoteRequest
    inbound: QuoteRequest


@app.post("/quotes/return")
def quote_return(request: ReturnRequest):
    out = quote(request.outbound)
    back = quote(request.inbound)
    if out["currency"] != back["currency"]:
        raise HTTPException(400, "two currencies")
    total = (out["total"] + back["total"]) * 0.95
    return {"total": round(total, 2), "currency": out["currency"]}


@app.get("/taxes/{airport}")
def taxes(airport: str, currency: str = "DKK"):
    table = httpx.get(f"{FARES_URL}/taxes/{airport}").json()
    rate = cache.get(f"rate:{currency}")
    if rate is None:
        rate = httpx.get(f"{RATES_URL}/rates/{currency}").json()["rate"]
        cache.set(f"rate:{currency}", rate, ex=3600)
    return {name: round(amount * float(rate), 2) for name, amount in table.items()}


@app.delete("/cache/{currency}")
def forget(currency: str):
    cache.delete(f"rate:{currency}")
    log.info("forgot the rate of %s", currency)
    return {"forgotten": currency}
