from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
app.config["AUTH_RATELIMIT_ENABLED"] = True
app.config.from_mapping(SECRET_LENGTH=20)
limiter = Limiter(get_remote_address, app=app)
