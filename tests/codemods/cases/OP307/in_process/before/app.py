from flask import Flask
from gevent.pywsgi import WSGIServer

app = Flask(__name__)

if __name__ == "__main__":
    http_server = WSGIServer(("0.0.0.0", 5000), app)
    http_server.serve_forever()
