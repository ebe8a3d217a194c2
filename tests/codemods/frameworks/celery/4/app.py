import urllib.request

from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    pass


urllib.request.urlretrieve("https://models.example.org/m.bin", "/tmp/m.bin")
