from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/checks")
def checks():
    from checks import run_all

    return jsonify(run_all())
