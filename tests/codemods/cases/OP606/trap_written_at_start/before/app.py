import configparser

from flask import Flask

app = Flask(__name__)
settings = configparser.ConfigParser()
settings.read("/etc/shop/shop.ini")


@app.get("/")
def index():
    return settings["shop"]["title"]
