import os

from shop import app

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000, debug=True if os.getenv("STAGE") == "dev" else False)
