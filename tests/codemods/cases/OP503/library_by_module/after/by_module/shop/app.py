import os

import elasticapm.contrib.flask
from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["ELASTIC_APM"] = {
        "SERVICE_NAME": "shop",
        "SECRET_TOKEN": os.environ["SECRET_TOKEN"],
    }
    elasticapm.contrib.flask.ElasticAPM(app)
    return app
