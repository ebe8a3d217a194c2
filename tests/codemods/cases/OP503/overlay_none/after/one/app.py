import os

from flask import Flask

app = Flask(__name__)
app.config.from_envvar("SHOP_SETTINGS", silent=True)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config.update(TITLE="Shop")


def change(order, values):
    for key, value in values.items():
        setattr(order, key, value)
