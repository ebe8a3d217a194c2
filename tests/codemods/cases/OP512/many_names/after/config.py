'''Where the service runs.'''
from __future__ import annotations

import os
import sys
from pathlib import Path

__version__ = '1.0'

REQUIRED = ('DB_PORT', 'DB_PASSWORD', 'CARDS_URL', 'CARDS_API_KEY', 'SECRET_KEY')
missing = [name for name in REQUIRED if name not in os.environ]
if missing:
    print(f'settings missing: {", ".join(missing)}', file=sys.stderr)
    sys.exit(4)  # gunicorn ends at 4; at 1 it would start the worker again and again

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
