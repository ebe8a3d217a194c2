import os

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


def main():
    port = int(os.environ.get("PORT", 5000))
    print("serving")
    app.run(host="0.0.0.0", port=port)


if __name__ == "__main__":
    main()
