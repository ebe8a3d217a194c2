"""Settings."""

import os

#: The database of the shop
DB_HOST = os.environ.get("DB_HOST", "localhost")

# other
X = 1
