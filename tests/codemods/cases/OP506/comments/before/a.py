# The database of the shop
DB_HOST = "localhost"
