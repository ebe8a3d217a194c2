import hashlib

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
HASH_SALT = "Tg5Rw2LpX9yKd8Qz"
ORDER_SALT = "Tg5Rw2LpX9yKd8Qy"
MAIL_SALT = "email-confirm-salt-2"
signer = URLSafeTimedSerializer("x" * 32, salt="confirm-mail")


@app.route("/")
def index():
    return hashlib.sha256((HASH_SALT + ORDER_SALT + MAIL_SALT).encode()).hexdigest()
