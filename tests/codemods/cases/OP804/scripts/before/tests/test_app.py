import psycopg

connection = psycopg.connect(dbname="test")
