from flask import Flask

from monitoring import monitoring

app = Flask(__name__)
app.register_blueprint(monitoring)
