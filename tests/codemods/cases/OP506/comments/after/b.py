"""Settings."""

import os

# The database of the shop:
# one for all.
DB_HOST = os.environ.get("DB_HOST", "localhost")
