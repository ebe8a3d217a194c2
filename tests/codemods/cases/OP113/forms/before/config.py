import os
import secrets
import uuid

from flask import Flask

app = Flask(__name__)
app.secret_key = os.urandom(24)
app.config["JWT_SECRET_KEY"] = uuid.uuid4().hex


class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(16)
