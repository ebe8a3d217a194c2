import os

from flask import g
from redis import Redis

client = None


def of_request():
    if not hasattr(g, "redis"):
        g.redis = Redis(host="redis", db=0, socket_timeout=5)
    return g.redis


def in_context():
    if "redis" not in g:
        g.redis = Redis(host="redis")
    return g.redis


def of_process():
    global client
    if client is None:
        client = Redis(host="redis")
    return client


def chosen(debug):
    other = None
    if not debug:
        other = Redis(host="cache")
    return other


flag = os.name
