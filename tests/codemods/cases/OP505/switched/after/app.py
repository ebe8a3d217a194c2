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
        app.run(debug=True, port=int(os.environ.get("PORT", "8080")))
    else:
        app.run(debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"))
