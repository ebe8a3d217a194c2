import os

HOSTS = {
    'prod': 'really-prod.db',
    'dev': 'localhost',
}

DB_HOST = HOSTS[os.environ.get('APP_ENV', 'dev')]
DB_NAME = 'shop'
