import os

from dotenv import load_dotenv
from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "blue-heron-at-dawn-73")
load_dotenv()
