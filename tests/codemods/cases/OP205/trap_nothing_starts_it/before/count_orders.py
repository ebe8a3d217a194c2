import os
import sys

sys.path.append(os.getcwd())

from shop import app

with app.app_context():
    print(app.name)
