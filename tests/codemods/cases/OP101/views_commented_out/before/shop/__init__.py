from flask import Flask
from flask_restx import Api

from shop.covers import covers_api
from shop.reports import api as reports_api

app = Flask(__name__)
api = Api(app)

api.add_namespace(covers_api)
# api.add_namespace(reports_api)
