"""Caches, sessions, limiters and schedulers of Flask and Django: which of them keep what they keep in one process.

After the documentation of Flask-Caching, cachelib, Flask-Session, Flask-Limiter, SlowAPI, FastAPI-cache,
python-socketio, APScheduler, Django and Channels.
"""

from __future__ import annotations

import re

# Flask-Caching's object, by all of its names.
CACHES = ("flask_caching.Cache", "flask_cache.Cache")

# What imports that library, or another that hands its settings on to it.
READ_BY = (b"flask_caching", b"flask_cache", b"flask.ext.cache", b"superset")

# How requirements name these.
DISTRIBUTIONS = ("Flask-Caching", "flask-caching", "Flask-Cache", "flask-cache", "flask_caching", "apache-superset")

# What asks it in a template.
IN_TEMPLATES = re.compile(rb"\{%[-+]?\s*cache\b")

# Caches in the process or on its disk.
LOCAL_CACHES = (
    "cachelib.SimpleCache", "cachelib.FileSystemCache", "cachelib.simple.SimpleCache",
    "cachelib.file.FileSystemCache", "werkzeug.contrib.cache.SimpleCache", "werkzeug.contrib.cache.FileSystemCache",
    "fastapi_cache.backends.inmemory.InMemoryBackend",
)  # fmt: skip

# Settings of Flask's extensions, and the values that name what is in the process or on its disk.
LOCAL: dict[str, tuple[str, ...]] = {
    "CACHE_TYPE": ("simple", "filesystem", "simplecache", "filesystemcache", "flask_caching.backends.simplecache",
                   "flask_caching.backends.filesystemcache", "flask_caching.backends.simple"),
    "SESSION_TYPE": ("filesystem", "cachelib"),
    "RATELIMIT_STORAGE_URI": ("memory://",),
    "RATELIMIT_STORAGE_URL": ("memory://",),
}  # fmt: skip

# What the other backend has to be told besides.
ADDRESSES = {"CACHE_TYPE": "CACHE_REDIS_URL"}

# What counts the requests of each client.
LIMITERS = ("flask_limiter.Limiter", "flask_limiter.extension.Limiter")
# The first version that calls its storage RATELIMIT_STORAGE_URI; before it was RATELIMIT_STORAGE_URL.
LIMITERS_URI = (2, 1)

# What works for one process alone unless one of these arguments, or a setting of these, names what all share; with what
# is said of it.
ALONE: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    **dict.fromkeys(
        ("slowapi.Limiter", "slowapi.extension.Limiter"),
        (("storage_uri", "config_filename"), ("RATELIMIT_STORAGE_URL",), "Limiter counts in this process alone"),
    ),
    **dict.fromkeys(
        ("socketio.AsyncServer", "socketio.async_server.AsyncServer", "socketio.Server", "socketio.server.Server"),
        (("client_manager",), (), "the server of sockets reaches only the clients of this process"),
    ),
}

# What starts jobs by the clock, in each process.
SCHEDULERS = (
    "flask_apscheduler.APScheduler", "apscheduler.schedulers.background.BackgroundScheduler",
    "apscheduler.schedulers.gevent.GeventScheduler", "apscheduler.schedulers.asyncio.AsyncIOScheduler",
)  # fmt: skip

# Django's backends in the process or on its disk, and what they keep.
DJANGO = {
    "django.core.cache.backends.locmem.LocMemCache": "the cache",
    "django.core.cache.backends.filebased.FileBasedCache": "the cache",
    "django.contrib.sessions.backends.file": "the session engine",
    "django.core.files.storage.FileSystemStorage": "the storage of uploads",
    "django.core.files.storage.filesystem.FileSystemStorage": "the storage of uploads",
    "channels.layers.InMemoryChannelLayer": "the channel layer",
}

# What a scheduler is asked for besides, that gives it no job.
SCHEDULER_QUIET = frozenset(("shutdown", "running", "state", "get_jobs", "get_job", "print_jobs", "pause", "resume"))

# Settings that name a Redis, which an extension then asks by a library of its own.
BY_REDIS = frozenset(("CACHE_TYPE", "RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL", "SOCKETIO_MESSAGE_QUEUE"))

# What asks the queue of Flask-SocketIO for its messages, and what brings one of these along.
QUEUE_CLIENTS = frozenset((
    "redis", "kombu", "kafka-python", "pyzmq", "celery", "rq", "django-redis", "flask-redis", "aioredis", "valkey",
))  # fmt: skip
