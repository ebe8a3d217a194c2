from flask import Flask

from shop.models import db


def create_app():
    app = Flask(__name__)
    db.init_app(app)

    @app.cli.command("reset-db")
    def reset_db():
        """Empty the database and prepare it anew: all its data is lost."""
        initialize(app, db)

    return app


def initialize(app, db):
    """Drop and restore the database."""
    with app.app_context():
        db.drop_all()
        db.create_all()
        db.session.commit()
