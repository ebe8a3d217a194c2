from datetime import datetime

from jobs import queue


@queue.task()
def restart():
    with open("log/restart.log", "a") as file:
        file.write(datetime.now().isoformat() + "\n")


@queue.task()
def restart_workers():
    with open("log/workers.log", "a") as file:
        file.write(datetime.now().isoformat() + "\n")


@queue.task()
def restart_page():
    with open("log/page.log", "a") as file:
        file.write("now\n")


@queue.task()
def restart_pages():
    with open("log/pages.log", "a") as file:
        file.write("now\n")
