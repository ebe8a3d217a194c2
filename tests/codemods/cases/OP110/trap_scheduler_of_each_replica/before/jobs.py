from apscheduler.schedulers.background import BackgroundScheduler

from mail import send

scheduler = None


def bill():
    send("bills")


def setup(args):
    global scheduler

    if scheduler is None:
        scheduler = BackgroundScheduler()

        if not args.secondary and args.limit > 0:
            scheduler.add_job(func=bill, trigger="interval", minutes=10)

        scheduler.start()
