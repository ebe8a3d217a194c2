from flask import Flask

from shop.models import db


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    with app.app_context():
        from shop import views

        app.register_blueprint(views.bp)

        @app.cli.command("init-db")
        def init_db():
            """Prepare the database, once before a deploy."""
            db.create_all()

        return app
