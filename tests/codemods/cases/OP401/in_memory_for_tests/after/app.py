from flask import Flask
from flask_sqlalchemy import SQLAlchemy

import config

app = Flask(__name__)
app.config.from_object(config.Config)
db = SQLAlchemy(app)


@app.cli.command("init-db")
def init_db():
    """Prepare the database, once before a deploy."""
    db.create_all()
