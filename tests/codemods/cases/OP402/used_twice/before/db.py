import time

from sqlalchemy import create_engine

engine = create_engine("postgresql://db/shop")


def wait_for_database():
    while True:
        try:
            engine.connect().close()
            return
        except Exception:
            time.sleep(1)
