from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

shop = Flask("shop")
db = SQLAlchemy(shop)


@shop.post("/orders")
def order():
    db.session.execute(db.text("INSERT INTO orders VALUES (:id)"), {"id": request.json["id"]})
    db.session.commit()
    return {}
