"""The operations API."""

from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

RETRIES = Retry(total=4, backoff_factor=0.5, status_forcelist=[502, 503, 504], allowed_methods=["GET"])


class ApiError(Exception):
    """The API did not do what we asked; the message is fit for the terminal."""


class Api:
    """A thin client of the operations API."""

    def __init__(self, url: str, token: str | None = None, timeout: float = 10) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._session = requests.Session()
        self._session.mount("https://", HTTPAdapter(max_retries=RETRIES))
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **params: str) -> Any:
        """Read a resource."""
        return self._call("GET", path, params=params)

    def post(self, path: str, **body: str) -> Any:
        """Start an operation."""
        return self._call("POST", path, json=body)

    def _call(self, method: str, path: str, **kwargs: Any) -> Any:
        try:
            answer = self._session.request(method, self._url + path, timeout=self._timeout, **kwargs)
        except requests.ConnectionError as error:
            raise ApiError(f"cannot reach {self._url}; are you on the VPN?") from error
        except requests.Timeout as error:
            raise ApiError(f"{self._url} did not answer within {self._timeout} s") from error
        if answer.status_code == 401:
            raise ApiError("not signed in; set SKYCTL_TOKEN")
        if not answer.ok:
            raise ApiError(f"{method} {path}: {answer.status_code} {answer.reason}")
        return answer.json()
