"""From a token to a principal."""

import logging

import jwt

from skylark_auth.errors import InvalidToken
from skylark_auth.keys import KeyStore
from skylark_auth.principal import Principal

log = logging.getLogger(__name__)

ALGORITHMS = ["RS256"]


class Verifier:
    """Verifies tokens of one issuer for one audience."""

    def __init__(self, keys: KeyStore, *, issuer: str, audience: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    def verify(self, token: str) -> Principal:
        """Return the owner of a valid token, or raise InvalidToken."""
        try:
            key = self._keys.key(self._key_id(token))
            claims = jwt.decode(
                token,
                key.key,
                algorithms=ALGORITHMS,
                audience=self._audience,
                issuer=self._issuer,
                options={"require": ["exp", "iat", "sub"]},
            )
        except jwt.PyJWTError as error:
            log.info("refused a token: %s", error)
            raise InvalidToken(str(error)) from error
        return Principal.from_claims(claims)

    @staticmethod
    def _key_id(token: str) -> str:
        key_id = jwt.get_unverified_header(token).get("kid")
        if not isinstance(key_id, str):
            raise InvalidToken("the token names no key")
        return key_id
