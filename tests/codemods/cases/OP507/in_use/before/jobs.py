import requests
from celery import Celery

jobs = Celery("shop")


@jobs.task
def report():
    while True:
        requests.get("http://reports.internal.example.org:8080/", timeout=5)
