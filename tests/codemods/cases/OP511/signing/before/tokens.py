import hmac

import jwt
from cryptography.fernet import Fernet
from itsdangerous import URLSafeTimedSerializer

box = Fernet(b"kZr0Vd0xkZr0Vd0xkZr0Vd0xkZr0Vd0xkZr0Vd0xk8I=")
serializer = URLSafeTimedSerializer("sign-here-please", salt="mail")


def sign(payload):
    return jwt.encode(payload, "signing-secret", algorithm="HS256")


def read(token):
    return jwt.decode(token, "signing-secret", algorithms=["HS256"])


def digest(body):
    return hmac.new(key=b"digest-key", msg=body, digestmod="sha256").hexdigest()
