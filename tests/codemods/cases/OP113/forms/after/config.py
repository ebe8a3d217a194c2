import os

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
app.config["WTF_CSRF_SECRET_KEY"] = os.environ["CSRF_KEY"]
PASSWORD_SALT = os.environ["PASSWORD_SALT"]
CSRF_SECRET_KEY = os.environ["CSRF_SECRET_KEY"]


class Config:
    SECRET_KEY = os.environ["SECRET_KEY"]
