import json

from models import Book


class Schema:
    def __init__(self, model):
        self.model = model

    def write(self):
        with open("./schemas/models/{}.json".format(self.model.__name__), "w") as file:
            file.write(json.dumps(self.model.schema, indent=4))


def generate():
    for model in (Book,):
        Schema(model).write()
