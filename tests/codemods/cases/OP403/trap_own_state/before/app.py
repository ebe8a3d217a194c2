import pickle

from flask import Flask


class Hosts:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = pickle.load(file)

    def add(self, name, address):
        self.data[name] = address
        with open(self.path, "wb") as file:
            pickle.dump(self.data, file)


hosts = Hosts("/srv/hosts.pickle")
app = Flask(__name__)


@app.get("/hosts/<name>")
def host(name):
    return hosts.data[name]
