"""The shop."""

import os

import yaml
from flask import Flask

import prices

app = Flask(__name__)
print(os, yaml, prices)

if __name__ == "__main__":
    app.run()
