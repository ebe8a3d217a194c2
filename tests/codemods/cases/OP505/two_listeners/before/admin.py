from gevent.pywsgi import WSGIServer

from shop import admin

WSGIServer(("0.0.0.0", 8081), admin).serve_forever()
