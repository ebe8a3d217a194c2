from flask import Flask

from info import up

app = Flask(__name__)
app.register_blueprint(up)
