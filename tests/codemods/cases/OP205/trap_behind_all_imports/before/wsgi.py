from app import app
import sys
import os

sys.path.insert(0, "/home/shop/shopapp")
os.environ["FLASK_APP"] = "app"

if __name__ == "__main__":
    app.run()
