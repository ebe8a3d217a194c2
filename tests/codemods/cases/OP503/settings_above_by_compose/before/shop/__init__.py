from environs import Env
from flask import Flask

env = Env()
env.read_env()
app = Flask(__name__)
app.config["MAIL_SERVER"] = env.str("MAIL_SERVER")
app.config["SECRET_KEY"] = "Xk39vbQz81"
