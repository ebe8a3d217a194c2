import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from shop import app

if __name__ == "__main__":
    print(app.name)
