import pytest
import requests

from notifications import gateway


class Answer:
    def __init__(self, status_code):
        self.status_code = status_code
        self.ok = status_code < 400
        self.text = ""


@pytest.mark.parametrize(
    ("status", "error"), [(422, gateway.Refused), (503, gateway.Busy), (429, gateway.Busy)]
)
def test_tells_refused_from_busy(monkeypatch, status, error):
    monkeypatch.setattr(requests, "post", lambda *args, **kwargs: Answer(status))
    with pytest.raises(error):
        gateway.deliver("http://x.test", {})


def test_a_lost_connection_is_busy(monkeypatch):
    def lose(*args, **kwargs):
        raise requests.ConnectionError("lost")

    monkeypatch.setattr(requests, "post", lose)
    with pytest.raises(gateway.Busy):
        gateway.deliver("http://x.test", {})
