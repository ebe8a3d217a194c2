from flask import Flask

from info import info

app = Flask(__name__)
app.register_blueprint(info, url_prefix="/info")
