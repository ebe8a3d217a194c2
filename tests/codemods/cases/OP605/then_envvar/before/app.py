from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
app.config.from_envvar("SHOP_SETTINGS", silent=True)
