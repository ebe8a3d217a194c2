import psycopg2


def database_status():
    with psycopg2.connect("host=db") as connection:
        return connection.status
