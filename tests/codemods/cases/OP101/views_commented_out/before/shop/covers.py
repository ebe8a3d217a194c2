from flask import request
from flask_restx import Namespace, Resource

covers_api = Namespace("covers")


@covers_api.route("/<number>")
class One(Resource):
    def post(self, number):
        with open(f"covers/{number}.bin", "wb") as file:
            file.write(request.data)

    def get(self, number):
        with open(f"covers/{number}.bin", "rb") as file:
            return file.read()
