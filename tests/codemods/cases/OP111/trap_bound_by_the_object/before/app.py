from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Search(MethodView):
    words = {}
    found = []
    pages = []
    seen = {}
    asked = []

    def setup(self):
        self.asked = []

    def build(self):
        self.words = {}
        self.words["q"] = request.args["q"]

    def get(self):
        self.build()
        self.words["page"] = "1"
        with app.open_resource("books") as books:
            self.found = []
            self.found.append(books.read())
        self.pages: list = []
        self.fill()
        self.count()
        self.asked.append("get")
        return self.words

    def fill(self):
        self.pages.append(1)

    def count(self):
        self.seen = dict(self.words)
        self.seen["q"] = "1"


app.add_url_rule("/search", view_func=Search.as_view("search"))
