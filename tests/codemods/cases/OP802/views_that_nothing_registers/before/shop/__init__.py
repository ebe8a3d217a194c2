from flask import Flask

from shop.books import bp
from shop.models import db

app = Flask(__name__)
db.init_app(app)
app.register_blueprint(bp)
