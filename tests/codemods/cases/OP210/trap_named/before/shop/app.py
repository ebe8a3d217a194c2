import importlib.util
from typing import TYPE_CHECKING

import cv2
import flask_cors
import google.cloud.storage
import jinja2
import names
import psycopg2
import werkzeug
import yaml
from flask import Flask

import redis

if TYPE_CHECKING:
    import stripe

try:
    import orjson as json
except ImportError:
    import json

if importlib.util.find_spec("sentry_sdk"):
    import sentry_sdk

app = Flask(__name__)


@app.get("/")
def picture():
    import boto3

    return boto3, cv2, flask_cors, google, jinja2, names, psycopg2, werkzeug, yaml, redis, json
