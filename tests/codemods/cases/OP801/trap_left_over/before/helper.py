from flask import current_app
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker


def old_sessions():
    engine = create_engine(current_app.config["DATABASE_URL"])
    return sessionmaker(bind=engine)
