import elasticapm.contrib.flask
from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["ELASTIC_APM"] = {
        "SERVICE_NAME": "shop",
        "SECRET_TOKEN": "m7-by-module",
    }
    elasticapm.contrib.flask.ElasticAPM(app)
    return app
