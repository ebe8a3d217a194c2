from flask import Flask

from camera import picture

app = Flask(__name__)
app.add_url_rule("/", view_func=picture)
