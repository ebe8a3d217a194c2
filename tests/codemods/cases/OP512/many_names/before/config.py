'''Where the service runs.'''
from __future__ import annotations

import os
from pathlib import Path

__version__ = '1.0'

# The database.
DB_HOST = os.environ.get('DB_HOST', 'localhost')
DB_PORT = int(os.environ['DB_PORT'])
DB_PASSWORD = os.environ['DB_PASSWORD']  # not in the repository

if DB_HOST == 'localhost':
    POOL = 1
else:
    POOL = int(os.environ['POOL'])


def uploads():
    return Path(os.environ['UPLOADS'])


CARDS = {
    'url': os.environ['CARDS_URL'].rstrip('/'),
    'key': os.environ['CARDS_API_KEY'],
    'timeout': float(os.environ.get('CARDS_TIMEOUT') or os.environ['TIMEOUT']),
}
SECRET_KEY = os.environ['SECRET_KEY']
