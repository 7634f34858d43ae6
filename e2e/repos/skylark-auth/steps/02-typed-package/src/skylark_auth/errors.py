"""Everything that this library raises."""


class AuthError(Exception):
    """Base of all errors of this library."""


class InvalidToken(AuthError):
    """The token is malformed, expired, or not meant for us. Answer 401."""


class KeysUnavailable(AuthError):
    """The issuer's keys could not be read. Answer 503: the caller did nothing wrong."""
