import psycopg

if __name__ == "__main__":
    with psycopg.connect(host="localhost", user="shop", password="Password") as connection:
        connection.execute("INSERT INTO books (title) VALUES ('one')")
