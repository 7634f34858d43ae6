from skylark_auth import Principal


def test_needs_every_scope():
    principal = Principal.from_claims({"sub": "u1", "scope": "a b"})
    assert principal.may_all("a", "b")
    assert not principal.may_all("a", "c")


def test_knows_a_service():
    assert Principal.from_claims({"sub": "s1", "gty": "client-credentials"}).is_service
