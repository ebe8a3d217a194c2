import mysql.connector


class DBManager:
    def __init__(self, database='example', host="db", user="root", password_file=None):
        with open(password_file) as file:
            self.connection = mysql.connector.connect(
                user=user,
                password=file.read(),
                host=host,
                database=database,
                auth_plugin='mysql_native_password'
            )
