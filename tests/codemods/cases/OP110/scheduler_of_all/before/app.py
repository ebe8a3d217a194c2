import os

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from mail import send

app = Flask(__name__)


def bill():
    send("bills")
    os.remove("bills")


def clean():
    os.remove("bills")


both = BackgroundScheduler()
both.add_job(clean, "interval", minutes=10)
both.add_job(bill, "interval", minutes=10)
both.start()

nightly = BackgroundScheduler()


@nightly.scheduled_job("cron", hour=3)
def night():
    clean()


if os.environ.get("WERKZEUG_RUN_MAIN") == "true":
    daily = BackgroundScheduler()
    daily.add_job(clean, "cron", hour=3)
    daily.add_job(bill, "cron", hour=3)
    daily.start()

given = BackgroundScheduler()
send(given)

if app.config["BILLS"]:
    billing = BackgroundScheduler()
    billing.add_job(bill, "cron", hour=3)
    billing.start()
