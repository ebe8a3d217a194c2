from gevent.pywsgi import WSGIServer
from shop import shop

WSGIServer(("0.0.0.0", 5000), shop).serve_forever()
