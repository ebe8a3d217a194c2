from flask import Flask

from shop import stock

# from shop import push

app = Flask(__name__)
app.register_blueprint(stock.pages)
