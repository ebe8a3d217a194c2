import logging
import time

import boto3
import requests
from flask import Flask, current_app

app = Flask(__name__)
log = None
named = None
program = None
shop = None
store = None
session = None
asked = 0


@app.post("/orders")
def order():
    global log, named, program
    log = current_app.logger
    named = logging.getLogger("orders")
    program = current_app._get_current_object()
    log.info("order")
    return ""


@app.get("/orders")
def orders():
    global store, session, shop, asked
    store = boto3.client("s3", region_name=app.config["REGION"])
    session = requests.Session()
    shop = app.logger
    asked = time.time()
    return ""
