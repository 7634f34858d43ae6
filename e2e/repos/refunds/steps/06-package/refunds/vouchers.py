"""Vouchers are kept by the vouchers service since the file was lost in a deployment."""

import requests

from refunds import config


def issue_voucher(locator, amount, currency):
    answer = requests.post(
        f"{config.VOUCHERS_URL}/vouchers",
        json={"locator": locator, "amount": amount, "currency": currency},
        timeout=5,
    )
    answer.raise_for_status()
    return answer.json()["code"]


def find_voucher(code):
    answer = requests.get(f"{config.VOUCHERS_URL}/vouchers/{code}", timeout=5)
    if answer.status_code == 404:
        return None
    answer.raise_for_status()
    return answer.json()
