import os

from flask import Flask

from named.config import DevConfig, ProdConfig

app = Flask(__name__)
if os.environ.get("APP_ENV") == "production":
    app.config.from_object(ProdConfig)
else:
    app.config.from_object(DevConfig)
