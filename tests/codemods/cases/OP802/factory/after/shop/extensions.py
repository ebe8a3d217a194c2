from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy

from shop import readers

db = SQLAlchemy()
readers.add_to(db)
login_manager = LoginManager()
