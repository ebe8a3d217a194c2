import config
from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_object(config.Config)
    app.config.update(JWT_SECRET_KEY="another-one-entirely", JWT_ALGORITHM="HS256")
    return app
