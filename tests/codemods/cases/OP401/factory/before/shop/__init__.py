from flask import Flask

from shop.models import Role, db


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    with app.app_context():
        db.create_all()
        if not Role.query.first():
            admin = Role(name='admin')
            db.session.add(admin)
            db.session.commit()
    from shop.views import bp
    app.register_blueprint(bp)
    return app
