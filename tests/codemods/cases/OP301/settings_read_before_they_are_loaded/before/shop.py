from dotenv import load_dotenv
from flask import Flask

from settings import DB_HOST

load_dotenv()
app = Flask(__name__)
app.config["DB_HOST"] = DB_HOST


@app.route("/healthz")
def alive():
    return "yes"


@app.route("/readyz")
def ready():
    return "yes"
