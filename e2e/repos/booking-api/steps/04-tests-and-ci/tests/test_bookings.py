import httpx
import respx
from fastapi.testclient import TestClient

from tests.conftest import PSS

BOOKING = {
    "locator": "Q7XK2M",
    "status": "confirmed",
    "segments": [{"flight": "SK412", "origin": "CPH", "destination": "OSL", "departure": "2031-04-02"}],
    "passengers": [{"given_name": "Mina", "family_name": "Dahl", "born": "1990-01-31", "email": None}],
}
REQUEST = {key: BOOKING[key] for key in ("segments", "passengers")}


@respx.mock
def test_creates_a_booking(api: TestClient) -> None:
    respx.post(f"{PSS}/pnr").mock(httpx.Response(201, json=BOOKING))
    answer = api.post("/bookings", json=REQUEST)
    assert answer.status_code == 201
    assert answer.json()["locator"] == "Q7XK2M"


@respx.mock
def test_finds_a_booking(api: TestClient) -> None:
    respx.get(f"{PSS}/pnr/Q7XK2M").mock(httpx.Response(200, json=BOOKING))
    assert api.get("/bookings/Q7XK2M").json()["status"] == "confirmed"


@respx.mock
def test_cancels_a_booking(api: TestClient) -> None:
    cancelled = {**BOOKING, "status": "cancelled"}
    respx.delete(f"{PSS}/pnr/Q7XK2M").mock(httpx.Response(200, json=cancelled))
    assert api.delete("/bookings/Q7XK2M").json()["status"] == "cancelled"


def test_refuses_a_flight_to_nowhere(api: TestClient) -> None:
    segment = {**BOOKING["segments"][0], "destination": "CPH"}
    answer = api.post("/bookings", json={**REQUEST, "segments": [segment]})
    assert answer.status_code == 422


def test_refuses_a_malformed_locator(api: TestClient) -> None:
    assert api.get("/bookings/abc").status_code == 422
