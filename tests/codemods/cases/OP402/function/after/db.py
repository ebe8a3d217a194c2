from sqlalchemy import create_engine

engine = create_engine("postgresql://db/shop", pool_pre_ping=True)


def url():
    return engine.url
