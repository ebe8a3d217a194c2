import psycopg2

host = "127.0.0.1"
database = ""
_connection = None


def init():
    global _connection
    _connection = psycopg2.connect(host=host, dbname=database)


def search(query):
    with _connection.cursor() as cursor:
        cursor.execute("SELECT title FROM documents WHERE title = %s", (query,))
        return cursor.fetchall()
