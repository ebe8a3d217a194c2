from config import Config
from flask import Flask
from mailer import Mailer

app = Flask(__name__)
app.config.from_object(Config)
mailer = Mailer(app)
app.config["SECRET_KEY"] = "another-one-entirely"
