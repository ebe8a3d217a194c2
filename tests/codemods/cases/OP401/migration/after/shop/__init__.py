from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    Migrate(app, db)

    @app.cli.command("init-db")
    def init_db():
        """Prepare the database, once before a deploy."""
        upgrade()

    return app
