from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Search(MethodView):
    words = {}
    found = []
    pages = []
    seen = {}
    kept = {}

    def get(self):
        self.words["q"] = request.args["q"]
        self.words = {}
        if request.args:
            self.found = []
        self.found.append(1)
        self.pages = self.pages
        self.pages.append(1)
        Search.seen = {}
        self.seen["q"] = "1"
        return self.words

    def post(self):
        self.kept["q"] = request.args["q"]
        return ""

    def delete(self):
        self.kept = {}
        return ""


class Board:
    notes = {}

    def put(self, text):
        self.notes = {}
        self.notes["text"] = text


board = Board()


@app.post("/notes")
def note():
    board.put(request.json["text"])
    return ""


app.add_url_rule("/search", view_func=Search.as_view("search"))
