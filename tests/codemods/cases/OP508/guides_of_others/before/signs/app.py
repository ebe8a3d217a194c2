import os

from flask import Flask

app = Flask(__name__)
app.config["DATABASE_URL"] = os.environ["DATABASE_URL"]
app.config["SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
