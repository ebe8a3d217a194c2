from flask import Flask

from .settings import NAME

app = Flask(NAME)

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
