import base64
import os
import secrets
import uuid

from flask import Flask

app = Flask(__name__)
app.secret_key = os.urandom(24)
app.config["JWT_SECRET_KEY"] = uuid.uuid4().hex
app.config["WTF_CSRF_SECRET_KEY"] = os.getenv("CSRF_KEY", secrets.token_hex())
PASSWORD_SALT = base64.b64encode(os.urandom(16)).decode()
CSRF_SECRET_KEY = str(secrets.SystemRandom().getrandbits(256))


class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(16)
