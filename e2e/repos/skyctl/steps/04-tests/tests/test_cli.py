import pytest
from typer.testing import CliRunner

from skyctl import cli
from skyctl.api import ApiError

runner = CliRunner()


class FakeApi:
    answers = {}

    def __init__(self, url, token=None):
        pass

    def get(self, path, **params):
        answer = self.answers[path]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def api(monkeypatch):
    monkeypatch.setattr(cli, "Api", FakeApi)
    FakeApi.answers = {}
    return FakeApi


def test_lists_flights(api):
    api.answers["/v1/flights"] = [{"number": "SK412", "departure": "07:30", "status": "boarding"}]
    result = runner.invoke(cli.app, ["flights", "cph"])
    assert "SK412   07:30  boarding" in result.output


def test_shows_a_queue(api):
    api.answers["/v1/queues/mail"] = {"ready": 3, "failed": 1}
    assert "3 ready, 1 failed" in runner.invoke(cli.app, ["queue", "mail"]).output


def test_says_what_went_wrong(api):
    api.answers["/v1/queues/mail"] = ApiError("cannot reach it")
    assert runner.invoke(cli.app, ["queue", "mail"]).exit_code == 1
