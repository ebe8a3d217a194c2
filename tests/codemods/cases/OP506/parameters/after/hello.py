import os

import mysql.connector


class DBManager:
    def __init__(
        self,
        database=os.environ.get("DB_NAME", "example"),
        host=os.environ.get("DB_HOST", "db"),
        user=os.environ.get("DB_USER", "root"),
        password_file=None,
    ):
        with open(password_file) as file:
            self.connection = mysql.connector.connect(
                user=user,
                password=file.read(),
                host=host,
                database=database,
                auth_plugin='mysql_native_password'
            )
