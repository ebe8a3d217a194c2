import os

from flask import Flask, request
from geoip2 import database

app = Flask(__name__)
_reader = None
_is_loaded = False


def reader():
    global _reader, _is_loaded
    if _is_loaded:
        return _reader
    _is_loaded = True
    if os.path.exists("countries.mmdb"):
        _reader = database.Reader("countries.mmdb")
    return _reader


@app.get("/country")
def country():
    return reader().country(request.remote_addr).country.name
