from flask import Flask

HEALTH = "healthz"
app = Flask(__name__)


@app.route(f"/{HEALTH}")
def health():
    return "ok"
