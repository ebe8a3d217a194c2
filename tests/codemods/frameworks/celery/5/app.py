import psycopg

from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    psycopg.connect(host="db.internal", user="shop", password="x7Gh2kQpL9", dbname="shop")
