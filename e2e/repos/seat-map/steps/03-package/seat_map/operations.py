"""What the operations system knows about a flight."""

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
        try:
            async with self._session.get(f"{self._url}/flights/{number}") as answer:
                if answer.status == 404:
                    raise FlightUnknown(number)
                answer.raise_for_status()
                return await answer.json()
        except aiohttp.ClientError as error:
            log.error("operations system: %r", error)
            raise OperationsDown(number) from error
