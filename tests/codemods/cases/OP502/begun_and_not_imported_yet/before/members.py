import mysql.connector


class Members:
    def fetch(name):
        shop = mysql.connector.connect(host="db.example.org", user="shop", password="Bq7hvT2wmembers")
        cursor = shop.cursor()
        cursor.execute("SELECT name FROM members WHERE name = %s", (name,))
        return cursor.fetchall()
