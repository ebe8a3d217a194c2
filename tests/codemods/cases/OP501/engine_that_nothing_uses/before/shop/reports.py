from sqlalchemy import create_engine

engine = create_engine("sqlite:///reports.db")
connection = engine.connect()


def rows():
    return []
