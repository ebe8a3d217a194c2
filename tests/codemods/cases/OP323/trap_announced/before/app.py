import json
import subprocess
import time

import pymysql
import requests
from celery.utils.log import get_task_logger
from flask import Flask

from models import Job, Report, db

app = Flask(__name__)
log = get_task_logger(__name__)


@app.post("/queries/<int:number>")
def query(number):
    log.info("Query %s begins", number)
    job = db.session.query(Job).filter(Job.id == number).one()
    job.status = "running"
    db.session.add(job)
    db.session.commit()
    cursor = pymysql.connect(host="replica").cursor()
    cursor.execute("SELECT CONNECTION_ID()")
    job.extra = json.dumps({"connection_id": cursor.fetchall()[0][0]})
    db.session.add(job)
    db.session.commit()
    cursor.execute(job.text)
    job.status = "complete"
    job.extra = json.dumps({"rows": cursor.rowcount})
    log.info("Query %s has ended", number)
    db.session.add(job)
    db.session.commit()
    return ""


@app.post("/fetched/<int:number>")
def fetched(number):
    job = db.session.get(Job, number)
    job.started_at = time.time()
    db.session.add(job)
    db.session.commit()
    text = requests.get("https://reports.example", timeout=600).text
    job.ended_at = time.time()
    db.session.add(Report(job_id=job.id, text=text))
    db.session.add(job)
    db.session.commit()
    return ""


@app.post("/printed/<int:number>")
def printed(number):
    job = db.session.get(Job, number)
    job.attempts += 1
    db.session.add(job)
    db.session.commit()
    subprocess.run(["print-label", str(job.id)], check=True)
    job.status = "printed"
    db.session.add(job)
    db.session.commit()
    return ""


@app.post("/waited/<int:number>")
def waited(number):
    job = db.session.get(Job, number)
    job.state = "waiting"
    db.session.add(job)
    db.session.commit()
    time.sleep(60)
    job.state = "waited"
    db.session.add(job)
    db.session.commit()
    return ""
