from flask import Flask
from gevent.pywsgi import WSGIServer

app = Flask(__name__)
WSGIServer(("0.0.0.0", 5000), app).serve_forever()
