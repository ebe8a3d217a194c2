"""Settings."""

# The database of the shop:
# one for all.
DB_HOST = "localhost"
