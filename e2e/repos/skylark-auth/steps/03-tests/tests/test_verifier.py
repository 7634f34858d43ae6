import httpx
import pytest
import respx

from skylark_auth import InvalidToken, KeysUnavailable, KeyStore, Verifier

ISSUER = "https://id.test"
JWKS = f"{ISSUER}/.well-known/jwks.json"


@pytest.fixture
def verifier():
    return Verifier(KeyStore(ISSUER), issuer=ISSUER, audience="bookings")


@respx.mock
def test_tells_who_asks(verifier, key_set, mint):
    respx.get(JWKS).mock(httpx.Response(200, json=key_set))
    principal = verifier.verify(mint(scope="bookings:read"))
    assert principal.subject == "u1"
    assert principal.may("bookings:read")
    assert not principal.may("bookings:write")


@respx.mock
@pytest.mark.parametrize(
    "changes", [{"aud": "other"}, {"iss": "https://evil.test"}, {"exp": 1}, {"sub": None}]
)
def test_refuses_tokens_that_are_not_for_us(verifier, key_set, mint, changes):
    respx.get(JWKS).mock(httpx.Response(200, json=key_set))
    with pytest.raises(InvalidToken):
        verifier.verify(mint(**changes))


@respx.mock
def test_fetches_keys_once(verifier, key_set, mint):
    route = respx.get(JWKS).mock(httpx.Response(200, json=key_set))
    verifier.verify(mint())
    verifier.verify(mint())
    assert route.call_count == 1


@respx.mock
def test_says_when_keys_are_out_of_reach(verifier, mint):
    respx.get(JWKS).mock(httpx.Response(500))
    with pytest.raises(KeysUnavailable):
        verifier.verify(mint())


def test_refuses_garbage(verifier):
    with pytest.raises(InvalidToken):
        verifier.verify("not a token")
