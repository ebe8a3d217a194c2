import os

if os.environ.get("ENV", "dev") == "prod":
    PAGE = 100
else:
    PAGE = 10

from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    print(PAGE)
    return "done"
