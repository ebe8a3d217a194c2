"""Settings."""
#: The database of the shop
DB_HOST = "localhost"

# other
X = 1
