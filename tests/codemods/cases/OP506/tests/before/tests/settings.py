DB_HOST = "localhost"
