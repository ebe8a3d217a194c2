import os

from flask import Flask

import settings

app = Flask(__name__)


def main():
    if settings.FLASK_DEBUG == "False":
        app.run(debug=False)
    else:
        app.run(debug=True)


if __name__ == "__main__":
    if settings.debugging:
        app.run(debug=True, port=8080)
    else:
        app.run(debug=True)
