import os

import psycopg2

shop = psycopg2.connect(os.environ["DB_DSN"])
log = psycopg2.connect("dbname=log host=db")
