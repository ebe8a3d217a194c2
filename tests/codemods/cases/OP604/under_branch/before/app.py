import os

from flask import Flask

import config

app = Flask(__name__)
if os.environ.get("APP_ENV") == "production":
    app.config.from_object(config.ProductionConfig)
else:
    app.config.from_object("config.DevelopmentConfig")
