import os

from flask import Flask

app = Flask(__name__)


def main():
    port = int(os.environ.get("PORT", "8080"))
    app.run(host="127.0.0.1", port=port)


if __name__ == "__main__":
    HOST = "127.0.0.1"
    main()
