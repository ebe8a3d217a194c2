import hashlib
import os

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
HASH_SALT = os.environ["HASH_SALT"]
ORDER_SALT = os.environ["ORDER_SALT"]
MAIL_SALT = "email-confirm-salt-2"
signer = URLSafeTimedSerializer("x" * 32, salt="confirm-mail")


@app.route("/")
def index():
    return hashlib.sha256((HASH_SALT + ORDER_SALT + MAIL_SALT).encode()).hexdigest()
