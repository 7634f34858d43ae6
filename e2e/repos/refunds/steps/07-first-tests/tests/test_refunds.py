import pytest

from refunds import app as web


@pytest.fixture
def client():
    return web.create_app().test_client()


def test_refuses_nothing_to_refund(client):
    answer = client.post("/refunds", json={"locator": "Q7XK2M", "amount": 0, "kind": "card"})
    assert answer.status_code == 400


def test_knows_no_such_booking(client, monkeypatch):
    monkeypatch.setattr(web, "find_booking", lambda locator: None)
    answer = client.post("/refunds", json={"locator": "Q7XK2M", "amount": 100, "kind": "card"})
    assert answer.status_code == 404


def test_refunds_a_card(client, monkeypatch):
    monkeypatch.setattr(web, "find_booking", lambda locator: {"locator": locator})
    monkeypatch.setattr(web, "refund_card", lambda payment, amount, locator: "re_1")
    answer = client.post(
        "/refunds", json={"locator": "Q7XK2M", "amount": 100, "kind": "card", "payment": "pi_1"}
    )
    assert answer.status_code == 201
    assert answer.json == {"refund": "re_1"}
