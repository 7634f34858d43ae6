"""Reads bookings from booking-api."""

import requests

from refunds import config


class BookingUnavailable(Exception):
    """booking-api did not answer."""


def find_booking(locator):
    """Return the booking, or None when there is none."""
    try:
        answer = requests.get(f"{config.BOOKINGS_URL}/bookings/{locator}", timeout=5)
    except requests.RequestException as error:
        raise BookingUnavailable(locator) from error
    if answer.status_code == 404:
        return None
    answer.raise_for_status()
    return answer.json()
