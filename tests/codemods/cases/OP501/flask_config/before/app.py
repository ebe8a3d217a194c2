from flask import Flask

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = 'mysql+pymysql://shop@db/shop'
app.config.update(CELERY_BROKER_URL='redis://redis:6379/1', RESULT_BACKEND='redis://redis:6379/2')
app.config.from_mapping(
    MONGO_URI='mongodb://mongo:27017/shop',
    TITLE='Shop',
)
app.config['SQLALCHEMY_BINDS'] = {
    'users': 'postgresql://users-db/users',
    'log': 'sqlite:////var/lib/shop/log.db',
}
