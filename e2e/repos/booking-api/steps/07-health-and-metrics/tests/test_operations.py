import httpx
import respx
from fastapi.testclient import TestClient

from tests.conftest import PSS


def test_is_alive_without_the_pss(api: TestClient) -> None:
    assert api.get("/livez").json() == {"status": "ok"}


@respx.mock
def test_is_not_ready_without_the_pss(api: TestClient) -> None:
    respx.get(f"{PSS}/ping").mock(side_effect=httpx.ConnectError("refused"))
    assert api.get("/readyz").status_code == 503


@respx.mock
def test_is_ready_with_the_pss(api: TestClient) -> None:
    respx.get(f"{PSS}/ping").mock(httpx.Response(200))
    assert api.get("/readyz").status_code == 200


def test_exposes_metrics(api: TestClient) -> None:
    assert "http_requests_total" in api.get("/metrics").text
