"""The shop."""

from flask import Flask

app = Flask(__name__)


class Settings:
    """What the shop is set to. The password is not for production."""

    ADMIN_PASSWORD = "open-sesame-42"


class Visitors:
    """Not for production."""

    API_TOKEN = "8f3b1c5d7e9a2b4c"


app.config.from_object(Visitors)
