from flask import Flask
from models import db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db/shop"
db.init_app(app)


@app.route("/")
def index():
    return "still to be written"
