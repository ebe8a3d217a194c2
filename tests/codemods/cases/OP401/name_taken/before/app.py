from flask import Flask

from database import init_db

app = Flask(__name__)
init_db()


@app.get("/")
def index():
    return "hello"
