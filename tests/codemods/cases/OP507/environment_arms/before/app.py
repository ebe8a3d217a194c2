import os

import requests
from flask import Flask, current_app

app = Flask(__name__)
env = os.getenv("SHOP_ENV", "PROD")
MIRRORS = {"prod": "https://mirror.example.com", "dev": "http://localhost:5000"}
MIRROR_URL = MIRRORS[env]

if env == "PROD":
    CARDS_URL = "https://cards.example.com"
else:
    CARDS_URL = "https://sandbox.cards.example.com"


def pay():
    mode = current_app.config.get("PAY_ENV", "PROD")
    base = "https://api.pay.example.com/pg" if mode == "PROD" else "https://sandbox.pay.example.com/pg"
    return requests.post(f"{base}/orders").text + requests.get(CARDS_URL).text + requests.get(MIRROR_URL).text
