import tomllib
from flask import Flask

import settings

app = Flask(__name__)
app.config.from_object(settings)
app.config.from_file("machine.toml", load=tomllib.load, text=False, silent=True)
