"""Crew records, kept by another system."""

import logging

import httpx

from rostering import settings

log = logging.getLogger(__name__)


class CrewUnknown(Exception):
    """There is no crew member of this id."""


class CrewUnavailable(Exception):
    """The records do not answer."""


def require_crew(crew_id: str) -> None:
    """Raise CrewUnknown when there is no such crew member."""
    try:
        answer = httpx.get(f"{settings.CREW_URL}/crew/{crew_id}", timeout=3)
    except httpx.HTTPError as error:
        raise CrewUnavailable(str(error)) from error
    if answer.status_code == 404:
        raise CrewUnknown(crew_id)
    if answer.is_error:
        log.warning("crew records answered %s", answer.status_code)
        raise CrewUnavailable(f"status {answer.status_code}")
