import nox
import psycopg2


@nox.session
def tests(session):
    psycopg2.connect(host="db", user="shop", password="q7Rw2LpX9vTz")
