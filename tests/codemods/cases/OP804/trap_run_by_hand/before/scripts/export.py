import MySQLdb

db = MySQLdb.connect(host="localhost", user="test", passwd="test", db="shop")
cursor = db.cursor()
cursor.execute("SELECT title FROM books")
for (title,) in cursor.fetchall():
    print(title)
