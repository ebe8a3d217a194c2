import os

from celery import Celery
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

celery = Celery("tasks", broker=os.environ["BROKER_URL"])


@celery.task
def count():
    engine = create_engine(os.environ["DATABASE_URL"])
    with sessionmaker(bind=engine)() as session:
        session.execute("UPDATE books SET sold = sold + 1")
        session.commit()
