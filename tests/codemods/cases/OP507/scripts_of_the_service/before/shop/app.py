from flask import Flask
from tools.orders.client import fetch

app = Flask(__name__)
