import psycopg2

shop = psycopg2.connect("dbname=shop user=shop password=hunter2 host=db")
log = psycopg2.connect("dbname=log host=db")
