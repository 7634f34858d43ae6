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


def scopes(claims):
    return claims.get("scope", "").split()


def require(claims, scope):
    if scope not in scopes(claims):
        raise Exception("scope %s is missing" % scope)


def from_header(header):
    if not header:
        return None
    parts = header.split()
    if len(parts) != 2:
        return None
    if parts[0].lower() != "bearer":
        return None
    return parts[1]


def user_of(header, issuer, audience):
    token = from_header(header)
    if token is None:
        return None
    try:
        claims = verify(token, issuer, audience)
    except Exception:
        return None
    return claims["sub"]


def audience_of(claims):
    audience = claims.get("aud")
    if isinstance(audience, list):
        return audience
    return [audience]


def allowed(header, issuer, audience, scope):
    token = from_header(header)
    if token is None:
        return False
    try:
        require(verify(token, issuer, audience), scope)
    except Exception:
        return False
    return True


def is_service(claims):
    return claims.get("gty") == "client-credentials"


def describe(claims):
    kind = "service" if is_service(claims) else "person"
    return "%s %s (%s)" % (kind, claims["sub"], ", ".join(scopes(claims)))
