import json

from flask import Flask

app = Flask(__name__)
with open("/etc/shop/settings.json") as file:
    app.config.update(json.load(file))
