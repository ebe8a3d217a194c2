import models
from accounts import create_user
from models import User, db


def fill():
    user = User()
    user.password = "Xk39vbQz81"
    db.session.add(user)
    db.session.add_all([User(id=1, password="Rk39vbQz81"), models.User(password="Zk39vbQz81")])
    create_user(username="ada", password="Fk39vbQz81")
    for row in [{"email": "ada@example.org", "password": "Gk39vbQz81"}]:
        create_user(**row)
