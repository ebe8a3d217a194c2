import json

from flask import Flask

app = Flask(__name__)
app.config.from_object("config.Config")
app.config.from_file("/etc/shop.json", load=json.load)
