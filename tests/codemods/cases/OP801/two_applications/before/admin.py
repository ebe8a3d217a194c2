from flask import Flask
from sqlalchemy import text

from db import Session

app = Flask(__name__)


@app.get("/")
def index():
    with Session() as session:
        return str(session.execute(text("SELECT count(*) FROM books")).scalar())
