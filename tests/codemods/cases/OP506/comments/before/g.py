try:
    import json
except ImportError:
    json = None
# The database of the shop
DB_HOST = "localhost"
