"""The shop."""

from flask import Flask

app = Flask(__name__)


class Trial:
    """What the shop is tried with.

    This class is used solely for setting up the development environment. In production, migrations do it.
    """

    ADMIN_PASSWORD = "open-sesame-42"


class Visitors:
    """Not intended for production."""

    API_TOKEN = "8f3b1c5d7e9a2b4c"
