from flask import Flask
from shop import s3

app = Flask(__name__)
PRICES = s3.get_object(
    Bucket="shop", Key="prices.json"
)
