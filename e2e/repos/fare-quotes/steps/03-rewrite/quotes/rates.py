import logging
from decimal import Decimal

import httpx
import redis

from quotes.fares import UpstreamError
from quotes.settings import settings

log = logging.getLogger(__name__)
cache = redis.Redis.from_url(settings.redis_url)


def rate_to(currency: str) -> Decimal:
    if currency == "DKK":
        return Decimal(1)
    cached = _cached(currency)
    if cached is not None:
        return cached
    try:
        answer = httpx.get(f"{settings.rates_url}/rates/{currency}", timeout=3)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        log.warning("rates unavailable: %r", error)
        raise UpstreamError("rates") from error
    rate = Decimal(str(answer.json()["rate"]))
    _remember(currency, rate)
    return rate


def _cached(currency: str) -> Decimal | None:
    try:
        value = cache.get(f"rate:{currency}")
    except redis.RedisError as error:
        log.warning("cache unavailable: %r", error)
        return None
    return Decimal(value.decode()) if value else None


def _remember(currency: str, rate: Decimal) -> None:
    try:
        cache.set(f"rate:{currency}", str(rate), ex=settings.rate_ttl_seconds)
    except redis.RedisError as error:
        log.warning("cache unavailable: %r", error)
