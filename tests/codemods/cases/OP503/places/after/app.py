import os

from flask import Flask

API_KEY = os.environ["API_KEY"]
mango_secret = os.environ["MANGO_SECRET"]
DB_PASSWORD = os.environ["DB_PASSWORD"]

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
app.config.update(
    SECURITY_PASSWORD_SALT=os.environ["SECURITY_PASSWORD_SALT"],
    MAIL_PASSWORD=os.environ["MAIL_PASSWORD"],
)
app.config.update({"STRIPE_SECRET_KEY": os.environ["STRIPE_SECRET_KEY"]})
app.config.setdefault("WTF_CSRF_SECRET_KEY", os.environ["WTF_CSRF_SECRET_KEY"])
