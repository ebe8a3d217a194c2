import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_SERVER"] = os.environ.get("MAIL_SERVER", "smtp.example.com")
app.config.update(
    MAIL_PORT=int(os.environ.get("MAIL_PORT", "465")),
    MAIL_USE_SSL=os.environ.get("MAIL_USE_SSL", "1").lower() in ("1", "true", "yes", "on"),
    PAGE_SIZE=20,
)
app.config.from_mapping({"REDIS_HOST": os.environ.get("REDIS_HOST", "cache"), "REDIS_PREFIX": "shop"})
app.config["SERVER_NAME"] = "shop.example.com:8000"
