import psycopg

psycopg.connect("dbname=map").execute("SELECT fill()")
