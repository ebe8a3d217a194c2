import sys

from flask import Flask

sys.path.append("/mnt/fileserver/python")

import flask_login

app = Flask(__name__)
