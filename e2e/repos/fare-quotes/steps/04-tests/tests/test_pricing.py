from decimal import Decimal

import pytest

from quotes import pricing
from quotes.models import Leg, QuoteRequest


@pytest.fixture(autouse=True)
def fixed_fares(monkeypatch):
    monkeypatch.setattr(pricing, "base_fare", lambda leg: Decimal("400"))
    monkeypatch.setattr(pricing, "rate_to", lambda currency: Decimal("0.5"))


def request(**changes):
    return QuoteRequest(legs=[Leg(origin="CPH", destination="OSL")], adults=1, **changes)


def test_adds_fare_and_tax():
    assert pricing.price(request()).total == Decimal("215.00")


def test_children_pay_less():
    quote = pricing.price(request(children=1))
    assert quote.lines[0].amount == Decimal("334.00")


def test_rounds_to_cents():
    assert pricing.line("x", Decimal("1.005")).amount == Decimal("1.01")


def test_refuses_no_adult():
    with pytest.raises(ValueError):
        QuoteRequest(legs=[Leg(origin="CPH", destination="OSL")], adults=0)
