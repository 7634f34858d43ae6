"""Orders rewards from partners."""

import logging

import requests
from django.conf import settings

log = logging.getLogger(__name__)


class PartnerError(Exception):
    """The partner did not take the order."""


def order(partner, code, member_number):
    """Order a reward from a partner and return its voucher."""
    try:
        answer = requests.post(
            f"{settings.PARTNERS_URL}/{partner}/orders",
            json={"code": code, "member": member_number},
            timeout=10,
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        log.error("partner %s: %s", partner, error)
        raise PartnerError(partner) from error
    return answer.json()["voucher"]
