from flask import Flask
import requests

app = Flask(__name__)
print(requests)
