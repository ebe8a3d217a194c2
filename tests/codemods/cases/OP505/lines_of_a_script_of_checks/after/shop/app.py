import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8080")),
        debug=os.environ.get("FLASK_DEBUG", "1").lower()
        in ("1", "true", "yes", "on"),
    )
