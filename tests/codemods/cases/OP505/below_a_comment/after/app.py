###################################
# app.py: where the program begins
###################################

import os

# import the function that makes the application,
# which lives in shop/__init__.py
from shop import create_app

app = create_app()

if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "4000")))
