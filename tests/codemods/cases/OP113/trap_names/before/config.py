import os
import secrets

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
TOKEN_LENGTH = len(secrets.token_hex(4))


class TestConfig:
    SECRET_KEY = os.urandom(24)


@app.post("/clients")
def register():
    secret = secrets.token_hex(16)
    return secret


class DevelopmentConfig:
    SECRET_KEY = os.urandom(24)
