import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://id.test"


@pytest.fixture(scope="session")
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def key_set(signing_key: rsa.RSAPrivateKey) -> dict[str, Any]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(signing_key.public_key()))
    return {"keys": [{**public, "kid": "k1", "alg": "RS256", "use": "sig"}]}


@pytest.fixture
def mint(signing_key: rsa.RSAPrivateKey) -> Callable[..., str]:
    def mint(**changes: Any) -> str:
        now = int(time.time())
        claims = {
            "sub": "u1", "iss": ISSUER, "aud": "bookings", "iat": now, "exp": now + 60, **changes,
        }
        return jwt.encode(claims, signing_key, algorithm="RS256", headers={"kid": "k1"})

    return mint
