import os

import argparse

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

import clean
import jobs

app = Flask(__name__)
clean.setup("/tmp/shop")
jobs.setup(argparse.ArgumentParser().parse_args([]))

nightly = BackgroundScheduler()
nightly.add_job(jobs.bill, "interval", minutes=10)
if app.config.get("RUN_JOBS"):
    nightly.start()

runs_cron = os.environ.get("SHOP_CRON") == "1"
if runs_cron:
    cron = BackgroundScheduler()
    cron.add_job(jobs.bill, "cron", hour=3)
    cron.start()
