from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
with app.app_context():
    try:
        db.create_all()
    except OSError:
        app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///fallback.db"
