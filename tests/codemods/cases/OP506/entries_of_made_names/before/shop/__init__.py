from flask import Flask
from flask_mail import Mail
from flask_redis import FlaskRedis

from shop.stock import Stock

app = Flask(__name__)
app.config.from_object("shop.settings.ProductionConfig")
Mail(app)
cache = FlaskRedis(app)
stock = Stock(app.config["STOCK_HOST"], app.config["STOCK_PORT"])
