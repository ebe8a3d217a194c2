from apscheduler.schedulers.background import BackgroundScheduler


def work():
    BackgroundScheduler().start()


if __name__ == "__main__":
    work()
