from config import Config
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
if app.debug:
    app.config["SECRET_KEY"] = "another-one-entirely"
