from flask import Flask

from db import wait_for_database

app = Flask(__name__)
wait_for_database()


@app.get("/health")
def health():
    wait_for_database()
    return "ok"
