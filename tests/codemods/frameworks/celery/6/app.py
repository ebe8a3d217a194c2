import os

if os.environ.get("ENV", "dev") == "prod":
    PAGE = 100
else:
    PAGE = 10

from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    print(PAGE)
