import psycopg2

db = psycopg2.connect(host="localhost", user="test", password="test")
