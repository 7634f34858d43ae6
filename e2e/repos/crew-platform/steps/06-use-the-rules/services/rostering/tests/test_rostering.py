import pytest
from fastapi.testclient import TestClient

from rostering import routes
from rostering.app import app

DUTY = {"flight": "SK412", "start": "2031-04-02T06:00:00Z", "end": "2031-04-02T14:00:00Z"}


@pytest.fixture
def api(monkeypatch):
    monkeypatch.setattr(routes, "require_crew", lambda crew_id: None)
    routes.rosters.clear()
    return TestClient(app)


def test_plans_a_duty(api):
    assert api.post("/crew/CP0412/duties", json=DUTY).status_code == 201
    assert len(api.get("/crew/CP0412/duties").json()) == 1


def test_names_the_broken_rule(api):
    api.post("/crew/CP0412/duties", json=DUTY)
    answer = api.post("/crew/CP0412/duties", json=DUTY)
    assert answer.status_code == 409
    assert "overlaps another duty" in answer.json()["detail"]


def test_refuses_times_without_zone(api):
    naive = {**DUTY, "start": "2031-04-02T06:00:00"}
    assert api.post("/crew/CP0412/duties", json=naive).status_code == 422
