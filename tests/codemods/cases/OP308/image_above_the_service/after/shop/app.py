from flask import Flask

import health

app = Flask(__name__)
health.init_app(app)
