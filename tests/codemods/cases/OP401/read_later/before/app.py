from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
with app.app_context():
    db.create_all()
    tables = list(db.metadata.tables)


@app.get("/")
def index():
    return tables
