# pylint: disable=invalid-name
# The database of the shop
DB_HOST = "localhost"
