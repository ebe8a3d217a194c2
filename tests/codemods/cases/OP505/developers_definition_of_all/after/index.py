import os

from shop import app

if __name__ == "__main__":
    app.run(
        host=os.getenv("HOST", "0.0.0.0"),
        port=int(os.getenv("PORT", "5000")),
        debug=True if os.getenv("STAGE") == "dev" else False,
    )
