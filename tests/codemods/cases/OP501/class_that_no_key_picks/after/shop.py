import os

from config import config
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.from_object(config[os.environ.get("SHOP_CONFIG") or "default"])
db = SQLAlchemy(app)


@app.route("/")
def index():
    return str(db.session.execute(db.text("SELECT 1")).scalar())
