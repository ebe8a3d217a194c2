import logging.config

from flask import Flask

logging.config.dictConfig({"version": 1, "root": {"level": "INFO"}})
app = Flask("shop")


@app.route("/pay")
def pay():
    total = 3
    with open("logs/payments.log", "a") as payments:
        payments.write(f"{total} charged\n")
    return ""
