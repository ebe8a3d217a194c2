from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
if app.debug:
    app.config.from_envvar("SHOP_CONFIG")
