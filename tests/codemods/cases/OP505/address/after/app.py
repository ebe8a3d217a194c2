import os

from gevent.pywsgi import WSGIServer as Server
from shop import app

Server(
    (os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "5000"))), app
).serve_forever()
