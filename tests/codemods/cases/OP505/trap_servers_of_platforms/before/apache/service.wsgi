import sys

sys.path.insert(0, "/var/www/shop")

from store import app as application
