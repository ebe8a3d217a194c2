from flask import Flask


def create_app():
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(SECRET_KEY="k9-Larch-Barn-42")
    app.config.from_pyfile("machine.cfg", silent=True)
    return app
