import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
with app.app_context():

    # One table for each model.
    if not os.path.exists("shop.db"):
        db.create_all()
# Done.
print("made")
