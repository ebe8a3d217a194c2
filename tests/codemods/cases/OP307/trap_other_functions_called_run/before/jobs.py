from flask import Flask

from dash.jobs import run

app = Flask(__name__)

if __name__ == "__main__":
    run("0.0.0.0", 8080)
