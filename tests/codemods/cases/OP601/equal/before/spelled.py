import os

ORDERS_API = 'https://api.example.com' if os.environ.get('ENV') == 'PROD' else 'https://sandbox.example.com'

if os.environ.get('STAGE') in ('Production', 'Live'):
    CACHE_HOST = 'cache.example.com'
else:
    CACHE_HOST = 'localhost'


class Config:
    if os.environ.get('ENV', 'local') == 'PROD':
        WORKERS = 8
    else:
        WORKERS = 1
