import os

from flask import Flask, request

app = Flask(__name__)
POLICY = {"img-src": ["*"], "script-src": []}
if os.environ.get("FLASK_DEBUG"):
    POLICY["img-src"].append("localhost:5173")


def hashes(page):
    return [f"'sha256-{len(page)}'"]


def policy(response):
    POLICY["script-src"] = ["'self'", *hashes(response.get_data())]
    return POLICY


@app.after_request
def add_headers(response):
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {each}" for name, each in policy(response).items())
    return response


@app.get("/images")
def images():
    return POLICY["img-src"]


@app.get("/scripts")
def scripts():
    POLICY["script-src"] = hashes(request.data)
    return POLICY["script-src"]
