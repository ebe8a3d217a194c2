import os

from sqlalchemy import URL, create_engine
from sqlalchemy.orm import sessionmaker

from shop.address import address

People = sessionmaker(bind=create_engine(address("sqlite", name=os.environ["PEOPLE_FILE"]), pool_pre_ping=True))
Places = sessionmaker(bind=create_engine(URL.create("sqlite+pysqlite", database=os.environ["PLACES_FILE"])))
Routes = sessionmaker(bind=create_engine(address(driver="sqlite", name=os.environ["ROUTES_FILE"])))
