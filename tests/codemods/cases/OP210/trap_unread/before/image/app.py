import requests
import stripe
from flask import Flask

app = Flask(__name__)
print(stripe, requests)
