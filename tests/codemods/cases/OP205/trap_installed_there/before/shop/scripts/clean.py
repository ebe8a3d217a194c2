import sys

sys.path.insert(0, "/var/www/shop")

from store import clean

clean()
