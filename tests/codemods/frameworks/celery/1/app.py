from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    with open("notes/" + name, "w") as file:
        file.write("text")
