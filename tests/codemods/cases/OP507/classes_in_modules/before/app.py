from flask import Flask

from config.base import Config
from config.deployed import ProductionConfig, StagingConfig

app = Flask(__name__)
app.config.from_object({"base": Config, "staging": StagingConfig, "production": ProductionConfig}["production"])
