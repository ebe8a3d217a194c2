from flask import Flask
from flask_shopmail import setup
from flask_sqlalchemy import SQLAlchemy
from prometheus_client import make_wsgi_app

import extras
from config import Config

app = Flask(__name__)
app.config.from_object(Config)
SQLAlchemy(app)
setup(app)
extras.register(app)
metrics = make_wsgi_app(app)
