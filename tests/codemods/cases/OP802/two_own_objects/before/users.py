from flask import Blueprint, Flask
from flask_sqlalchemy import SQLAlchemy

store = SQLAlchemy()
users = Blueprint("users", __name__)


class User(store.Model):
    id = store.Column(store.Integer, primary_key=True)


@users.get("/users")
def listing():
    return {"users": [user.id for user in store.session.query(User)]}


def create_app():
    app = Flask(__name__)
    store.init_app(app)
    app.register_blueprint(users)
    return app
