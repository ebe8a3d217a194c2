from flask import Flask

app = Flask(__name__)
app.config["MAIL_SERVER"] = "smtp.example.com"
app.config.update(
    MAIL_PORT=465,
    MAIL_USE_SSL=True,
    PAGE_SIZE=20,
)
app.config.from_mapping({"REDIS_HOST": "cache", "REDIS_PREFIX": "shop"})
app.config["SERVER_NAME"] = "shop.example.com:8000"
