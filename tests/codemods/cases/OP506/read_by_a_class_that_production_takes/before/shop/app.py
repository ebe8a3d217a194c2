from flask import Flask
from flask_mail import Mail

from shop.config.development import DevelopmentConfig

mail = Mail()


def create_app(config_class=DevelopmentConfig):
    app = Flask(__name__)
    app.config.from_object(config_class)
    mail.init_app(app)
    return app
