import os

from waitress import serve

from shop import app

serve(app, listen="*:5000")
