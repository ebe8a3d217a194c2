from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

db = scoped_session(sessionmaker(create_engine("sqlite://")))
