from asgiref.wsgi import WsgiToAsgi
from flask import Flask

shop = Flask(__name__)
app = WsgiToAsgi(shop)

if __name__ == "__main__":
    shop.run(host="0.0.0.0", port=8000)
