import os

HOSTS = {
    'prod': 'really-prod.db',
    'dev': 'localhost',
}

DB_HOST = HOSTS.get(os.environ.get('APP_ENV', 'dev'), 'localhost')
DB_NAME = 'shop'
