# case: alone
# file: config.py
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
# after:
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

# case: beside_console
# file: log_config.py
LOGGING = {
    "version": 1,
    "formatters": {"basic": {"format": "%(asctime)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "basic", "level": "INFO"},
        "file": {
            "class": "logging.FileHandler",
            "formatter": "basic",
            "level": "INFO",
            "filename": "./logs/app.log",
        },
    },
    "loggers": {
        "api": {"handlers": ["console", "file"], "level": "INFO"},
        "gunicorn": {"handlers": ["file"], "propagate": True},
    },
    "root": {"handlers": ["console"]},
}
# after:
LOGGING = {
    "version": 1,
    "formatters": {"basic": {"format": "%(asctime)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "basic", "level": "INFO"},
    },
    "loggers": {
        "api": {"handlers": ["console"], "level": "INFO"},
        "gunicorn": {"handlers": [], "propagate": True},
    },
    "root": {"handlers": ["console"]},
}

# case: by_key
# file: settings.py
LOGGING = base_logging()
LOGGING["handlers"]["file"] = {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "a.log", "when": "D"}  # finding

# case: chosen
# file: log.py
import os


def logging_of(app, log_file="shop.log"):
    return {
        "version": 1,
        "handlers": {
            "file": {"class": "logging.FileHandler", "filename": app.config["LOG_FILE"]},  # finding
            "second": {"class": "logging.FileHandler", "filename": log_file},  # finding
            "third": {"class": "logging.FileHandler", "filename": os.environ.get("LOGS", "/logs") + "/a.log"},  # finding
        },
        "root": {"handlers": ["file"]},
    }

# case: console_above
# file: log.py
import logging.config

logging.config.dictConfig({
    "version": 1,
    "formatters": {"full": {"format": "%(levelname)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "ERROR"},
        "file": {"class": "logging.FileHandler", "filename": "shop.log", "formatter": "full"},  # finding
    },
    "loggers": {"shop": {"handlers": ["file"]}},
    "root": {"handlers": ["console"]},
})

# case: console_elsewhere
# file: log_config.py
LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "file": {"class": "logging.FileHandler", "level": "INFO", "filename": "app.log", "delay": True},
    },
    "loggers": {
        "noisy": {"handlers": ["console"], "propagate": False},
        "shop": {"handlers": ["console", "file"], "propagate": False},
    },
}
# after:
LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "file": {"class": "logging.StreamHandler", "level": "INFO", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        "noisy": {"handlers": ["console"], "propagate": False},
        "shop": {"handlers": ["file"], "propagate": False},
    },
}

# case: console_narrower
# file: log_config.py
LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "file": {"class": "logging.FileHandler", "level": "INFO", "filename": "app.log"},
    },
    "root": {"level": "INFO", "handlers": ["console", "file"]},
}
# after:
LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "INFO"},
    },
    "root": {"level": "INFO", "handlers": ["console"]},
}

# case: consoles_only
# file: settings.py
import os

LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
        "null": {"class": "logging.NullHandler"},
        "out": {"class": "logging.FileHandler", "filename": "/dev/stderr"},
        "wanted": {"class": "logging.FileHandler", "filename": os.environ["LOG_FILE"]},
    },
}
FIELDS = {"class": "form-control", "filename": "x.log"}

# case: explained
# file: log_config.py
from logging.config import dictConfig

dictConfig({
    "version": 1,
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "level": "INFO",
            "filename": "logs/app.log",
            "maxBytes": 1_000_000,
        },
    },
    "root": {"handlers": ["file"], "level": "INFO"},
})
# after:
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

# case: trap_listed_by_nobody
# file: settings.py
LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "/var/log/shop.log"},
        "console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
    },
    "loggers": {"shop": {"handlers": ["console"], "level": "DEBUG"}},
}

# case: remark_on_the_name_of_the_file
# file: settings.py
LOGGING = {
    "version": 1,
    "handlers": {
        "jobs": {
            "level": "DEBUG",
            "class": "logging.FileHandler",
            "filename": "logs/jobs.log",  # where the lines of the jobs go
        },
    },
    "root": {"handlers": ["jobs"], "level": "DEBUG"},
}
# after:
LOGGING = {
    "version": 1,
    "handlers": {
        "jobs": {
            "level": "DEBUG",
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["jobs"], "level": "DEBUG"},
}
