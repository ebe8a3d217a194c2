import os
from configparser import ConfigParser

import psycopg2


def connect():
    parser = ConfigParser()
    parser.read(os.path.join(os.path.dirname(__file__), "database.ini"))
    return psycopg2.connect(host=os.getenv("POSTGRESQL_HOST", parser["postgresql"]["host"]), dbname=os.getenv("POSTGRESQL_NAME") or parser["postgresql"]["name"])
