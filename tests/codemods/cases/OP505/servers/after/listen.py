import os

from waitress import serve

from shop import app

serve(app, listen=os.environ.get("LISTEN", "*:5000"))
