"""A guest book with three of the eight anti-patterns: whose are they?"""

import logging
import time

from flask import Flask, request

logging.basicConfig(filename="guestbook.log", level=logging.INFO)
time.sleep(2)  # until the database is up, it was said once

app = Flask(__name__)
guests: list[str] = []


@app.get("/")
def index() -> str:
    return "<br>".join(guests) or "Nobody yet."


@app.post("/sign")
def sign() -> str:
    guests.append(request.form["name"])
    app.logger.info("%s was here", request.form["name"])
    return "Thank you."
