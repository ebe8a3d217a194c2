from threading import Thread
from wsgiref.simple_server import make_server

from prometheus_client import make_wsgi_app


def serve():
    server = make_server("127.0.0.1", 9000, make_wsgi_app())
    Thread(target=server.serve_forever, daemon=True).start()
