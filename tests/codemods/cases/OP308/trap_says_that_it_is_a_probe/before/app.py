from flask import Flask

from watch import watch

app = Flask(__name__)
app.register_blueprint(watch)
