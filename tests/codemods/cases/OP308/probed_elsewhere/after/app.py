from flask import Flask

import health
from info import up

app = Flask(__name__)
health.init_app(app)
app.register_blueprint(up)
