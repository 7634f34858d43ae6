"""Verifies access tokens of Skylark Air and tells who asks."""

from skylark_auth.errors import AuthError, InvalidToken, KeysUnavailable
from skylark_auth.keys import KeyStore
from skylark_auth.principal import Principal
from skylark_auth.verifier import Verifier

__all__ = ["AuthError", "InvalidToken", "KeyStore", "KeysUnavailable", "Principal", "Verifier"]
