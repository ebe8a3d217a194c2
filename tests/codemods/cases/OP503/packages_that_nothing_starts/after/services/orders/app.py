import os

from flask import Flask
from shop_core.keys import API_KEY

MAIL_API_KEY = os.environ["MAIL_API_KEY"]
app = Flask(__name__)
app.config["SHOP_API_KEY"] = API_KEY
