from flask import Flask

from limits import limiter

app = Flask(__name__)
app.config.from_object("config")
limiter.init_app(app)
