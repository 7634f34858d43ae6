"""Middleware for any ASGI application."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from skylark_auth.errors import InvalidToken, KeysUnavailable
from skylark_auth.verifier import Verifier

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class AuthMiddleware:
    """Puts the principal into `scope["principal"]`, or answers 401 or 503 itself.

    Paths in `public` are let through without a token: health checks, for example.
    """

    def __init__(self, app: App, verifier: Verifier, public: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._verifier = verifier
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] in self._public:
            await self._app(scope, receive, send)
            return
        try:
            scope["principal"] = self._verifier.verify(bearer_token(scope))
        except InvalidToken:
            await _answer(send, 401, b"invalid token")
        except KeysUnavailable:
            await _answer(send, 503, b"cannot verify tokens")
        else:
            await self._app(scope, receive, send)


def bearer_token(scope: Scope) -> str:
    """Return the token of a request, or raise InvalidToken when it carries none."""
    for name, value in scope["headers"]:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return bytes(value[7:]).decode("ascii", "replace").strip()
    raise InvalidToken("no bearer token")


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
