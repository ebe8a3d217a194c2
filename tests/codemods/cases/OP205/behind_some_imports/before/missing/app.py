import sys

from flask import Flask
from prices import price

sys.path.append("/mnt/fileserver/python")

app = Flask(__name__)
