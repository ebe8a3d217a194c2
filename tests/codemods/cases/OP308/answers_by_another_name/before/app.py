from flask import Flask

app = Flask(__name__)


@app.route("/flask-health-check")
def health():
    return "success"
