from flask import Flask
from starlette.applications import Starlette
from starlette.routing import Mount
from a2wsgi import WSGIMiddleware

shop = Flask(__name__)
app = Starlette(routes=[Mount("/shop", app=WSGIMiddleware(shop))])
