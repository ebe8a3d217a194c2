TESTING = True
DB_HOST = "grey.internal"
