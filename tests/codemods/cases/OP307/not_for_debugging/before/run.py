import os

from shop import app

if __name__ == "__main__":
    if not os.environ.get("DEBUG"):
        app.run()
    if os.environ.get("FLASK_DEBUG"):
        print("debugging")
    else:
        app.run(port=5001)
