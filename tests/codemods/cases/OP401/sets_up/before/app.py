from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
app = Flask(__name__)


def setup_database(app):
    db.init_app(app)
    Migrate(app, db)
    with app.app_context():
        upgrade()


setup_database(app)


@app.route("/")
def index():
    return "books"
