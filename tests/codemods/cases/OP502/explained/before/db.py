import pymysql

connection = pymysql.connect(host="localhost", user="shop", password="hunter2", database="shop")
