from flask import Flask

import settings


def load(path):
    with open(path) as file:
        return dict(line.split("=", 1) for line in file)


settings.SECRET_KEY = load("/etc/shop.conf")["key"]
app = Flask(__name__)
app.config.from_object(settings)
