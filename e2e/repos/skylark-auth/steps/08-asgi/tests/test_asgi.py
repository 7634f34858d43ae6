import asyncio

import pytest

from skylark_auth import InvalidToken, Principal
from skylark_auth.asgi import AuthMiddleware, bearer_token


class FixedVerifier:
    def verify(self, token: str) -> Principal:
        if token != "good":
            raise InvalidToken("bad")
        return Principal("u1")


def call(headers, path="/bookings"):
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": headers}
    middleware = AuthMiddleware(app, FixedVerifier(), public=frozenset({"/livez"}))
    asyncio.run(middleware(scope, None, send))
    return sent[0]["status"]


def test_lets_a_good_token_through():
    assert call([(b"authorization", b"Bearer good")]) == 200


def test_stops_a_bad_token():
    assert call([(b"authorization", b"Bearer bad")]) == 401


def test_stops_a_request_without_token():
    assert call([]) == 401


def test_lets_public_paths_through():
    assert call([], "/livez") == 200


def test_reads_no_basic_credentials():
    with pytest.raises(InvalidToken):
        bearer_token({"headers": [(b"authorization", b"Basic Zm9v")]})
