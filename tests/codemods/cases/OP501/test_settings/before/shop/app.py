from flask import Flask


def create_app(name='production'):
    app = Flask(__name__)
    if name == 'testing':
        app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    elif app.config.get('TESTING'):
        app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    match name:
        case 'test':
            app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    if app.testing:
        app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    return app


def throwaway():
    app = create_app('testing')
    app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    return app


def create_test_app():
    app = create_app()
    app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    return app


def sandbox():
    app = create_app()
    app.config['TESTING'] = True
    app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop'
    return app


def other():
    app = create_app()
    app.config.update(TESTING=True, SQLALCHEMY_DATABASE_URI='postgresql:///shop')
    app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql:///shop_test'
    return app
