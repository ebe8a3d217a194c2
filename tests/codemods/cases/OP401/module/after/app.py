from flask import Flask

import seed
from db import engine
from models import Base

app = Flask(__name__)


# The tables, and what a new shop needs.
@app.cli.command("init-db")
def init_db():
    """Prepare the database, once before a deploy."""
    Base.metadata.create_all(engine)
    seed.load_books()


application = app
