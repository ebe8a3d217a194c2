import time

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

engine = create_engine("postgresql://db/shop", pool_pre_ping=True)
ATTEMPTS = 30


def wait_for_database():
    """Wait until the database answers."""
    for attempt in range(ATTEMPTS):
        try:
            engine.connect().close()
            return
        except OperationalError:
            print("waiting", attempt)
            time.sleep(1)
    raise SystemExit(1)


def url():
    return engine.url
