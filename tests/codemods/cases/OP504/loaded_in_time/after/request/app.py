import os

from dotenv import load_dotenv
from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return {"Authorization": os.environ["API_TOKEN"]}


load_dotenv()
