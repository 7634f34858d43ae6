"""The operations API."""

import requests


class ApiError(Exception):
    """The API did not do what we asked; the message is fit for the terminal."""


class Api:
    """A thin client of the operations API."""

    def __init__(self, url, token=None, timeout=10):
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._session = requests.Session()
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path, **params):
        """Read a resource."""
        return self._call("GET", path, params=params)

    def post(self, path, **body):
        """Start an operation."""
        return self._call("POST", path, json=body)

    def _call(self, method, path, **kwargs):
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
