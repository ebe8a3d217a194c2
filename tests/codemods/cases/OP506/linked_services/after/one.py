DB_NAME = "shop"
