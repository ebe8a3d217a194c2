import secrets

import flask

app = flask.Flask(__name__)
app.secret_key = secrets.token_hex(16)
