from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
with app.app_context():
    db.create_all()


@app.cli.command("init-db")
def init_db():
    db.create_all()
