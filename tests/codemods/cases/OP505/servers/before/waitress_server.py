import waitress

from shop import app

waitress.serve(
    app,
    host="0.0.0.0",  # all of them
    port=5000,
    threads=8,
)
