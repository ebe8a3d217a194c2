import os

from flask import Flask

app = Flask(__name__)
app.config["CDN_URL"] = "http://localhost:9000"
app.config["PAGE_SIZE"] = 10

if os.environ.get("APP_ENV") == "production":
    app.config["CDN_URL"] = "https://cdn.example.com"
    app.config["PAGE_SIZE"] = 50

app.config["TITLE"] = "Shop"
