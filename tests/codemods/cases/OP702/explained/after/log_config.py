from logging.config import dictConfig

dictConfig({
    "version": 1,
    "handlers": {
        "file": {
            "class": "logging.StreamHandler",
            "level": "INFO",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["file"], "level": "INFO"},
})
