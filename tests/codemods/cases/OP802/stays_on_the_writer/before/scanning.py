from celery import shared_task


@shared_task
def scan(path):
    return 1
