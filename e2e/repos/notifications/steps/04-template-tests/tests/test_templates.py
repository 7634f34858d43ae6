import pytest

from notifications.templates import TEXTS, render


def test_fills_in_a_text():
    assert render("gate", flight="SK412", gate="B7") == "SK412 boards at gate B7."


def test_refuses_a_text_with_holes():
    with pytest.raises(KeyError):
        render("gate", flight="SK412")


def test_greets_by_name_where_there_is_one():
    assert all("$name" in TEXTS[kind].template for kind in ("booked", "changed", "cancelled"))
