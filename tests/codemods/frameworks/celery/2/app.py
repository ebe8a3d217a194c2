from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    pass
