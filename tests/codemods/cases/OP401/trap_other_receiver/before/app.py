import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

import sections
from client import Client

app = Flask(__name__)
db = SQLAlchemy(app)
client = Client()
client.create_all()
sections.create_all()
if os.environ.get("CREATE_TABLES"):
    db.create_all()
