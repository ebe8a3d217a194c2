import json

from flask import Flask

from shop.settings.names import TITLE

app = Flask(__name__)
app.config["TITLE"] = TITLE
app.config.from_file("settings/config.json", load=json.load)
