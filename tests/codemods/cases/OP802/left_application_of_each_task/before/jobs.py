from celery import Celery
from models import Book

celery = Celery("shop")


@celery.task
def count():
    from app import create_app

    with create_app().app_context():
        return Book.query.count()
