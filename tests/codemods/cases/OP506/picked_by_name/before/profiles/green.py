DB_HOST = "green.internal"
