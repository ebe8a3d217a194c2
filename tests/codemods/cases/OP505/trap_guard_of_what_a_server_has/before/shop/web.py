from flask import Flask

app = Flask(__name__)


def serve():
    app.run("0.0.0.0", 5000, debug=True)


if __name__ == "__main__":
    serve()
