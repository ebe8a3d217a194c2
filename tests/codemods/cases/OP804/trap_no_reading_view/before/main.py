import functions_framework
import psycopg


@functions_framework.http
def answer(request):
    with psycopg.connect(host="db", dbname="shop") as connection:
        return connection.execute("SELECT title FROM books").fetchall()
