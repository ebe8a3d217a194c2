import psycopg2

host = "127.0.0.1"
port = "5432"


def connect():
    return psycopg2.connect(host=host, port=port)
