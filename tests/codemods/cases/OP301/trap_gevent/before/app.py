from flask import Flask
from gevent.pywsgi import WSGIServer

app = Flask(__name__)

if __name__ == "__main__":
    WSGIServer(("0.0.0.0", 5000), app).serve_forever()
