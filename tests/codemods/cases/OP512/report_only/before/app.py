from flask import Flask

import config
import dense
import keys

app = Flask(__name__)
app.secret_key = config.SECRET_KEY
