import mysql.connector


class Login:
    def fetch(name):
        shop = mysql.connector.connect(host="db.example.org", user="shop", password="Bq7hvT2wlogin")
        cursor = shop.cursor()
        cursor.execute("SELECT name FROM login WHERE name = %s", (name,))
        return cursor.fetchall()
