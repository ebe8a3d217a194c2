from flask import Flask

import version

app = Flask(__name__)
app.config["VERSION"] = version.told() or version.asked() or version.either() or version.unknown()
app.config["BUILT"] = version.by_call() or version.negated() or version.of_nobody()
