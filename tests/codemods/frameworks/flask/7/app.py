import logging

log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(logging.FileHandler("shop.log"))

from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    log.info("asked")
    return "done"
