from logging.config import dictConfig

dictConfig({
    'version': 1,
    'handlers': {
        'info': {
            'class': 'logging.StreamHandler',
            'level': 'INFO',
            'stream': 'ext://sys.stdout',
        },
    },
    'root': {'level': 'INFO', 'handlers': ['info']},
})
