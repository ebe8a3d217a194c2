import os

from sqlalchemy import create_engine

jobs_engine = create_engine(os.environ["JOBS_URL"])
engines = {"jobs": jobs_engine}
