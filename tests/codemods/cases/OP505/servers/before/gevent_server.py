from gevent.pywsgi import WSGIServer

from shop import app

http_server = WSGIServer(("0.0.0.0", 5000), app)
http_server.serve_forever()
