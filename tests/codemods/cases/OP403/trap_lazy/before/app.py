import functools
import json

import boto3
import joblib
import redis
import requests
from elasticsearch import Elasticsearch
from flask import Flask
from pymongo import MongoClient
from sqlalchemy import create_engine

app = Flask(__name__)
s3 = boto3.client("s3")
bucket = boto3.resource("s3").Bucket("models")
cache = redis.from_url("redis://cache")
mongo = MongoClient("mongodb://mongo")
search = Elasticsearch("http://search")
engine = create_engine("postgresql://db/shop")
http = requests.Session()
_model = None

with open("settings.json") as f:
    settings = json.load(f)


@functools.lru_cache
def scaler():
    return joblib.load("scaler.joblib")


def model():
    global _model
    if _model is None:
        _model = joblib.load("model.joblib")
    return _model


@app.get("/")
def index():
    s3.download_file("models", "a", "/tmp/a")
    return str(model().predict(scaler().transform([requests.get("http://a").json()])))


@app.cli.command("train")
def train():
    joblib.load("data.joblib")
