"""What the operations system knows about a flight."""

import asyncio
import logging

import aiohttp

log = logging.getLogger(__name__)


class FlightUnknown(Exception):
    pass


class OperationsDown(Exception):
    pass


class Operations:
    def __init__(self, session, url):
        self._session = session
        self._url = url

    async def flight(self, number: str) -> dict:
        """Return aircraft type and taken seats of a flight."""
        for attempt in range(3):
            try:
                async with self._session.get(f"{self._url}/flights/{number}") as answer:
                    if answer.status == 404:
                        raise FlightUnknown(number)
                    answer.raise_for_status()
                    return await answer.json()
            except aiohttp.ClientError as error:
                log.warning("operations system, attempt %s: %r", attempt + 1, error)
                await asyncio.sleep(0.5)
        raise OperationsDown(number)
