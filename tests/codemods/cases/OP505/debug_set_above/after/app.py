from flask import Flask


def run(host, port):
    app = Flask(__name__)
    app.debug = True
    app.run(host=host, port=port, debug=True)
