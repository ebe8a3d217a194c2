import os

ORDERS_API = os.environ.get('ORDERS_API', 'https://sandbox.example.com')

CACHE_HOST = os.environ.get('CACHE_HOST', 'localhost')


class Config:
    WORKERS = int(os.environ.get('WORKERS', '1'))
