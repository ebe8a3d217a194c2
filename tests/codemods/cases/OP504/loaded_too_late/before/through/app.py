import dotenv
from flask import Flask
from shop import client

dotenv.load_dotenv(".env")

app = Flask(__name__)


@app.route("/")
def index():
    return client.headers()
