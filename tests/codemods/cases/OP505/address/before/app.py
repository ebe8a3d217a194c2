from gevent.pywsgi import WSGIServer as Server
from shop import app

Server(
    ("0.0.0.0", 5000), app
).serve_forever()
