from flask_sqlalchemy import SQLAlchemy as _SQLAlchemy


class SQLAlchemy(_SQLAlchemy):
    def apply_pool_defaults(self, app, options):
        return {"pool_pre_ping": True}


db = SQLAlchemy()
