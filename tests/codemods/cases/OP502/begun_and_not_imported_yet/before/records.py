import mysql.connector


class Records:
    def fetch(name):
        shop = mysql.connector.connect(host="db.example.org", user="shop", password="Bq7hvT2wrecords")
        cursor = shop.cursor()
        cursor.execute("SELECT name FROM records WHERE name = %s", (name,))
        return cursor.fetchall()
