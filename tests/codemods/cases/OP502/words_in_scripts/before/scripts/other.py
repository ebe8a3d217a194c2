import psycopg

if __name__ == "__main__":
    with psycopg.connect(host="db.example.org", user="shop", password="Bq7hvT2wKx9") as connection:
        connection.execute("INSERT INTO books (title) VALUES ('one')")
