DB_HOST = "blue.internal"
