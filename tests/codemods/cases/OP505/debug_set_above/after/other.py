import os

from flask import Flask

app = Flask(__name__)
app.debug = True
app.run(debug=True, port=int(os.environ.get("PORT", "7777")))
