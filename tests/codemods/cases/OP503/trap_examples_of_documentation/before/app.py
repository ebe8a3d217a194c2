from flask import Flask
from flask_apispec import doc

from bodies import body

app = Flask(__name__)


@app.post("/login")
@doc(requestBody=body(description="who you are", example={"email": "ada@example.com", "password": "Lovelace@1815"}))
def login():
    return ""


@app.post("/confirm")
@doc(requestBody=body(examples=[{"token": "G9Q7zJ6lQ4Vwm6dXj6nQjzH8QqfUuBqb"}]))
def confirm():
    return ""
