import pytest

from refunds import app as web


REFUND = {"locator": "Q7XK2M", "amount": 100, "currency": "DKK", "kind": "card", "payment": "pi_1"}


@pytest.fixture
def client():
    return web.create_app().test_client()


def test_refuses_nothing_to_refund(client):
    answer = client.post("/refunds", json={**REFUND, "amount": 0})
    assert answer.status_code == 400


def test_knows_no_such_booking(client, monkeypatch):
    monkeypatch.setattr(web, "find_booking", lambda locator: None)
    answer = client.post("/refunds", json=REFUND)
    assert answer.status_code == 404


def test_refunds_a_card(client, monkeypatch):
    monkeypatch.setattr(web, "find_booking", lambda locator: {"locator": locator})
    monkeypatch.setattr(web, "refund_card", lambda payment, amount, locator: "re_1")
    answer = client.post("/refunds", json=REFUND)
    assert answer.status_code == 201
    assert answer.json == {"refund": "re_1"}


def test_a_card_refund_needs_its_payment(client):
    answer = client.post("/refunds", json={k: v for k, v in REFUND.items() if k != "payment"})
    assert answer.status_code == 400
    assert "payment" in answer.json["error"]


def test_alive(client):
    assert client.get("/healthz").status_code == 200
