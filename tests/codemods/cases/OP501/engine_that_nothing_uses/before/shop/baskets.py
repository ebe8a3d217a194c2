from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

PLACE = "sqlite:///trial.db"

engine = create_engine(PLACE, echo=True)
Factory = sessionmaker(bind=engine)
session = Factory()


class Basket:
    @staticmethod
    def count():
        return 3
