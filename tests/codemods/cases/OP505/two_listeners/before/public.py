from gevent.pywsgi import WSGIServer

from shop import app

WSGIServer(("0.0.0.0", 8080), app).serve_forever()
