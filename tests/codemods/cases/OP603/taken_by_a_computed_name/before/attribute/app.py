import config
from flask import Flask

app = Flask(__name__)
app.config.from_object(config.Config)


def reconfigured(name):
    app.config.from_object(getattr(config, f"{name}Config"))
