import jwt

USER_JWT_KEY = "user"
REALM_TOKEN_KEY = "Realm Xk39vbQz81"
SCOPE_SECRET = "scope-Xk39vbQz81"
OWNER_SECRET = "owner-Xk39vbQz81"
SIGNING_KEY = "Xk39vbQz81"


def user_of(text, data):
    payload = jwt.decode(text, SIGNING_KEY, algorithms=["HS256"])
    data.setdefault(REALM_TOKEN_KEY, {OWNER_SECRET: 1})
    return payload[USER_JWT_KEY], payload.get(SCOPE_SECRET)
