import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


@app.cli.command("init-db")
def init_db():
    """Prepare the database, once before a deploy."""
    # One table for each model.
    if not os.path.exists("shop.db"):
        db.create_all()


# Done.
print("made")
