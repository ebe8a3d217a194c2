from sqlalchemy.orm import sessionmaker

from . import databases
from .settings import DATABASE_URL

engine = databases.create_engine(DATABASE_URL)
Session = sessionmaker(bind=engine)
reader_engine = databases.create_reader_engine(engine)
ReaderSession = databases.reader_sessions(Session, reader_engine)
