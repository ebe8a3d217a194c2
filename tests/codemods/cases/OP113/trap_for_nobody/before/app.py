import secrets

from flask import Flask

app = Flask(__name__)
_DUMMY_SALT = secrets.token_bytes(16)
