from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


def load():
    app.config["BOOKS"] = open("books.csv").read()


if __name__ == "__main__":
    load()
    app.run(host="0.0.0.0", port=5000)
