from config import Config
from flask import Flask


def create_app(name=None):
    app = Flask(__name__)
    if name:
        app.config.from_object(name)
    return app


app = create_app()
app.config.from_object(Config)
app.config["TEMPLATES_AUTO_RELOAD"] = True
app.config["SECRET_KEY"] = "another-one-entirely"
