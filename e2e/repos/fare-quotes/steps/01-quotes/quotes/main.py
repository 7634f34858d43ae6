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
