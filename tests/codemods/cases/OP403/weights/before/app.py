from flask import Flask

import graphs
import own
from nets import build

app = Flask(__name__)
net = build()
graph = graphs.Graph()
mine = own.Net()
mine.load_weights("w.h5")


@app.route("/")
def index():
    return str((net, graph, mine))
