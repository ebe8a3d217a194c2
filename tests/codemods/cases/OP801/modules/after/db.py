import os

from sqlalchemy.orm import declarative_base, sessionmaker

import databases

engine = databases.create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True, connect_args={"connect_timeout": 3})
SessionLocal = sessionmaker(autocommit=False, autoflush=False, bind=engine)
reader_engine = databases.create_reader_engine(engine, connect_args={"connect_timeout": 3})
ReaderSessionLocal = databases.reader_sessions(SessionLocal, reader_engine)
Base = declarative_base()
