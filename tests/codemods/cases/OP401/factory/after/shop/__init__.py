from flask import Flask

from shop.models import Role, db


def create_app():
    app = Flask(__name__)
    db.init_app(app)

    @app.cli.command('init-db')
    def init_db():
        """Prepare the database, once before a deploy."""
        db.create_all()
        if not Role.query.first():
            admin = Role(name='admin')
            db.session.add(admin)
            db.session.commit()

    from shop.views import bp
    app.register_blueprint(bp)
    return app
