from flask import Flask

from database import init_db

app = Flask(__name__)


@app.cli.command("init-db")
def init_db_command():
    """Prepare the database, once before a deploy."""
    init_db()


@app.get("/")
def index():
    return "hello"
