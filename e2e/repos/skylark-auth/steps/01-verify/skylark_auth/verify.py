import httpx
import jwt


def verify(token, issuer, audience):
    keys = httpx.get(issuer + "/.well-known/jwks.json").json()
    kid = jwt.get_unverified_header(token)["kid"]
    for key in keys["keys"]:
        if key["kid"] == kid:
            k = jwt.PyJWK(key).key
            return jwt.decode(token, k, algorithms=["RS256"], audience=audience, issuer=issuer)
    raise Exception("no key")
