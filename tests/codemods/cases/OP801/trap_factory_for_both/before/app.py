from flask import Flask

from db import Session

app = Flask(__name__)


@app.get("/books")
def books():
    with Session() as session:
        return list(session.execute("select 1"))
