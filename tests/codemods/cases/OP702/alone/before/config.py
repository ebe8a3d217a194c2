import os
from logging.config import dictConfig

BASE = os.path.dirname(__file__)
LOG_DIR = os.path.join(BASE, 'logs')
if not os.path.isdir(LOG_DIR):
    os.makedirs(LOG_DIR)

dictConfig({
    'version': 1,
    'handlers': {
        'info': {
            'class': 'logging.handlers.RotatingFileHandler',
            'level': 'INFO',
            'filename': os.path.join(LOG_DIR, 'info.log'),
            'maxBytes': 10485760,  # 10 MB
            'backupCount': 5,
            'encoding': 'utf8',
        },
        'errors': {
            'class': 'logging.handlers.RotatingFileHandler',
            'level': 'ERROR',
            'filename': os.path.join(LOG_DIR, 'errors.log'),
        },
    },
    'root': {'level': 'INFO', 'handlers': ['info', 'errors']},
})
