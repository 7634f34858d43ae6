from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from booking_api.settings import get_settings

PSS = "http://pss.test"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("BOOKING_PSS_URL", PSS)
    monkeypatch.setenv("BOOKING_PSS_TOKEN", "test")
    get_settings.cache_clear()
    from booking_api.app import app

    with TestClient(app) as client:
        yield client
