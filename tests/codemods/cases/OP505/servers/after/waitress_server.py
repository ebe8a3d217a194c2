import os

import waitress

from shop import app

waitress.serve(
    app,
    host=os.environ.get("HOST", "0.0.0.0"),  # all of them
    port=int(os.environ.get("PORT", "5000")),
    threads=8,
)
