import os

from sqlalchemy import create_engine

engine = create_engine(f"postgresql://shop:hunter2@{os.environ['DB_HOST']}/shop")
