from flask import Flask

app = Flask(__name__)


class TestStore:
    rows = []

    def add(self, row):
        self.rows.append(row)


@app.get("/")
def index():
    TestStore().add(1)
    return ""
