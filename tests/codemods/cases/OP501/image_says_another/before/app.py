from flask import Flask

SQLALCHEMY_DATABASE_URI = "sqlite:////tmp/shop.db"

app = Flask(__name__)
app.config.from_object(__name__)
