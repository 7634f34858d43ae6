"""The issuer's public keys."""

import logging
import time
from collections.abc import Callable

import httpx
import jwt
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from skylark_auth.errors import InvalidToken, KeysUnavailable

log = logging.getLogger(__name__)


class KeyStore:
    """Fetches the issuer's keys and keeps them for a while.

    An unreachable issuer is asked `attempts` times, with growing, random pauses.
    """

    def __init__(
        self,
        issuer: str,
        *,
        max_age_seconds: float = 600,
        min_age_seconds: float = 30,
        timeout_seconds: float = 3,
        attempts: int = 3,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = f"{issuer.rstrip('/')}/.well-known/jwks.json"
        self._max_age = max_age_seconds
        self._min_age = min_age_seconds
        self._timeout = timeout_seconds
        self._attempts = attempts
        self._clock = clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at: float | None = None

    def key(self, key_id: str) -> jwt.PyJWK:
        """Return the key of this id, fetching keys when they are old."""
        if self._is_stale() or (key_id not in self._keys and self._may_refetch()):
            self._fetch()
        try:
            return self._keys[key_id]
        except KeyError as error:
            raise InvalidToken(f"unknown key {key_id!r}") from error

    def _is_stale(self) -> bool:
        return self._fetched_at is None or self._clock() - self._fetched_at > self._max_age

    def _may_refetch(self) -> bool:
        # Keys rotate, but a flood of made-up key ids must not become a flood of requests.
        return self._fetched_at is None or self._clock() - self._fetched_at > self._min_age

    def _fetch(self) -> None:
        try:
            answer = self._ask()
            key_set = jwt.PyJWKSet.from_dict(answer.json())
        except (httpx.HTTPError, ValueError, jwt.PyJWTError) as error:
            log.warning("no keys from %s: %s", self._url, error)
            raise KeysUnavailable(self._url) from error
        self._keys = {key.key_id: key for key in key_set.keys if key.key_id}
        self._fetched_at = self._clock()

    def _ask(self) -> httpx.Response:
        retrying = Retrying(
            retry=retry_if_exception_type(httpx.HTTPError),
            wait=wait_random_exponential(multiplier=0.1, max=2),
            stop=stop_after_attempt(self._attempts),
            reraise=True,
        )
        return retrying(self._get)

    def _get(self) -> httpx.Response:
        answer = httpx.get(self._url, timeout=self._timeout)
        answer.raise_for_status()
        return answer
