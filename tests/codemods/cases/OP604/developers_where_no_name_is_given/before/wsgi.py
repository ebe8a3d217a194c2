import os

from flask import Flask

from settings import LocalConfig, ProductionConfig

app = Flask(__name__)
app.config.from_object(LocalConfig if os.getenv("FLASK_ENV", "development") == "development" else ProductionConfig)
