import psycopg

connection = psycopg.connect(host="localhost", user="postgres", password="postgres")
for row in connection.execute("SELECT count(*) FROM books"):
    print(row)
