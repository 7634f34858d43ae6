"""Calls to the providers."""

import logging

import requests

log = logging.getLogger(__name__)


class Refused(Exception):
    """The provider will never take this message; trying again is useless."""


class Busy(Exception):
    """The provider may take it later."""


def deliver(url: str, payload: dict, headers: dict | None = None) -> None:
    """Hand one message to a provider."""
    try:
        answer = requests.post(url, json=payload, headers=headers, timeout=10)
    except requests.RequestException as error:
        log.warning("provider unreachable: %s", error)
        raise Busy(url) from error
    if answer.status_code in (400, 404, 422):
        log.error("provider refused: %s %s", answer.status_code, answer.text[:200])
        raise Refused(url)
    if not answer.ok:
        log.warning("provider answered %s", answer.status_code)
        raise Busy(url)
