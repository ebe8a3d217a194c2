import os

from flask import Flask

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL', 'mysql+pymysql://shop@db/shop')
app.config.update(
    CELERY_BROKER_URL=os.environ.get('CELERY_BROKER_URL', 'redis://redis:6379/1'),
    RESULT_BACKEND=os.environ.get('RESULT_BACKEND', 'redis://redis:6379/2'),
)
app.config.from_mapping(
    MONGO_URI=os.environ.get('MONGO_URI', 'mongodb://mongo:27017/shop'),
    TITLE='Shop',
)
app.config['SQLALCHEMY_BINDS'] = {
    'users': os.environ.get('USERS_DATABASE_URL', 'postgresql://users-db/users'),
    'log': os.environ.get('LOG_DATABASE_URL', 'sqlite:////var/lib/shop/log.db'),
}
