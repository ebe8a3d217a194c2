import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

if __name__ == "__main__":
    path = os.path.join(app.instance_path, "shop.db")
    if not os.path.exists(path):
        with app.app_context():
            db.create_all()
    app.run()
