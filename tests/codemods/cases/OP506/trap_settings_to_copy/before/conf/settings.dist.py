DB_HOST = "db.internal"
DB_PORT = 5432
