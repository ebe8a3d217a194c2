import os

from sqlalchemy import create_engine

USER = "shop"
NAME = "shop"

engine = create_engine(os.environ["DATABASE_URL"])
reports = create_engine(
    os.environ.get("REPORTS_DATABASE_URL", f"mysql://{USER}@reports.internal/{NAME}"),
)
archive = create_engine(os.environ["ARCHIVE_DATABASE_URL"])
