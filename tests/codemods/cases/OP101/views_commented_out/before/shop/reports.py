from flask import request
from flask_restx import Namespace, Resource

api = Namespace("reports")


@api.route("/<number>")
class One(Resource):
    def post(self, number):
        with open(f"reports/{number}.bin", "wb") as file:
            file.write(request.data)

    def get(self, number):
        with open(f"reports/{number}.bin", "rb") as file:
            return file.read()
