from flask import request
from pymongo import MongoClient

from app import app


@app.post("/check")
def check():
    client = MongoClient(request.form["host"])
    return client.server_info()
