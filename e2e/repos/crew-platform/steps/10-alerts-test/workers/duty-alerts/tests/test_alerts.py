import pytest
import requests

from duty_alerts import app


def test_a_failed_push_is_raised(monkeypatch):
    def lose(*args, **kwargs):
        raise requests.ConnectionError("lost")

    monkeypatch.setattr(requests, "post", lose)
    with pytest.raises(requests.ConnectionError):
        app.push("CP0412", "hello")
