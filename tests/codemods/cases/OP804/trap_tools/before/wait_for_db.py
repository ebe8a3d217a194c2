import psycopg2


def wait():
    psycopg2.connect("host=db")
