from flask import Flask

app = Flask(__name__)


def serve():
    app.run()


def other():
    serve()
