import jwt
from config import Config
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
app.config["JWT_SECRET_KEY"] = "another-one-entirely"


@app.route("/token")
def token():
    return jwt.encode({"sub": 1}, Config.JWT_SECRET_KEY)
