import os

import psycopg2

url_write = os.environ["DB_WRITE"]
url_read = os.environ["DB_READ"]


def writing():
    return psycopg2.connect(url_write)


def reading():
    return psycopg2.connect(url_read)
