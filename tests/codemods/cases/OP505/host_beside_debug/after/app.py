import os

from flask import Flask

import settings

app = Flask(__name__)

if __name__ == "__main__":
    app.run(
        host="0.0.0.0",
        debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"),
    )
    app.run(
        "0.0.0.0",
        debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"),
    )
    app.run(
        host="0.0.0.0",
        port=settings.port,
        debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"),
    )
    app.run(host="0.0.0.0", debug=settings.debug)
