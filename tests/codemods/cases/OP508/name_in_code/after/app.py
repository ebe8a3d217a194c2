from flask import Flask, request

app = Flask(__name__)


@app.post("/login")
def login():
    shopkeeper = request.get_json().get("shopkeeper")
    password_empty = shopkeeper == "" or shopkeeper is None
    password = shopkeeper
    return {"empty": password_empty, "same": password == shopkeeper}
