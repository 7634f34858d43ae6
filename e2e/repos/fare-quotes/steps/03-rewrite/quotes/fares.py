import logging
from decimal import Decimal

import httpx

from quotes.models import Leg
from quotes.settings import settings

log = logging.getLogger(__name__)


class NoFare(Exception):
    pass


class UpstreamError(Exception):
    pass


def base_fare(leg: Leg) -> Decimal:
    try:
        answer = httpx.get(f"{settings.fares_url}/fares/{leg.origin}/{leg.destination}", timeout=3)
    except httpx.HTTPError as error:
        log.warning("fares unavailable: %r", error)
        raise UpstreamError("fares") from error
    if answer.status_code == 404:
        raise NoFare(f"{leg.origin}-{leg.destination}")
    if answer.is_error:
        log.warning("fares answered %s", answer.status_code)
        raise UpstreamError("fares")
    return Decimal(str(answer.json()["amount"]))
