import os

from gevent.pywsgi import WSGIServer

from shop import app

http_server = WSGIServer(
    (os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "5000"))),
    app,
)
http_server.serve_forever()
