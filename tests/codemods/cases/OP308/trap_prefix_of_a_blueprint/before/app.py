from flask import Flask

from checks.views import checks

app = Flask(__name__)
app.register_blueprint(checks)
