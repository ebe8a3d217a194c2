import os
import uuid

from flask import Flask, jsonify, request


def upload_dir():
    return os.environ["UPLOAD_DIR"]


def create_app():
    app = Flask(__name__)

    @app.post("/files")
    def upload():
        path = os.path.join(upload_dir(), str(uuid.uuid4()))
        request.files["file"].save(path)
        return jsonify(name=os.path.basename(path))

    @app.get("/files/<name>")
    def download(name):
        with open(os.path.join(upload_dir(), name), "rb") as file:
            return file.read()

    return app
