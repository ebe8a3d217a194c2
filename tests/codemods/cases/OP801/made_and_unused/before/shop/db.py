import os

from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
Session = sessionmaker(bind=engine)

if os.environ.get("JOBS_URL"):
    jobs_engine = create_engine(os.environ["JOBS_URL"], pool_size=2)
else:
    jobs_engine = create_engine(os.environ["DATABASE_URL"], pool_size=1)
JobsFactory = sessionmaker(bind=jobs_engine)
JobsSession = scoped_session(JobsFactory)

archive_engine = create_engine(os.environ["ARCHIVE_URL"])
