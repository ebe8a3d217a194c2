import hmac
import os

import jwt
from cryptography.fernet import Fernet
from itsdangerous import URLSafeTimedSerializer

box = Fernet(os.environ["FERNET_KEY"].encode())
serializer = URLSafeTimedSerializer(os.environ["SIGNING_SECRET"], salt="mail")


def sign(payload):
    return jwt.encode(payload, os.environ["JWT_SECRET"], algorithm="HS256")


def read(token):
    return jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])


def digest(body):
    return hmac.new(key=os.environ["HMAC_KEY"].encode(), msg=body, digestmod="sha256").hexdigest()
