import os

from flask import Flask

import models

app = Flask(__name__)

if __name__ == "__main__":
    app.run(
        host=os.environ.get("HOST", "0.0.0.0"),
        port=int(os.environ.get("PORT", "5000")),
        debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"),
    )
