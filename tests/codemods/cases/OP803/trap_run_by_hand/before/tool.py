import sys

from shop import create_app, load
from shop.db import make_tables

if __name__ == "__main__":
    config = load()
    config.update(SQLALCHEMY_DATABASE_URI=sys.argv[1])
    with create_app(config).app_context():
        make_tables()
