import os

from flask import Flask
from models import db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "mysql+pymysql://localhost/shop")
db.init_app(app)


@app.route("/")
def hello():
    return "Soon!"
