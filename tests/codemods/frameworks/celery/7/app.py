import logging

log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(logging.FileHandler("shop.log"))

from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    log.info("asked")
