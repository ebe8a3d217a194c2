from flask import Flask

app = Flask(__name__)

KEY_ORDERS = "orders:"
KEY_ORDER_COUNT = "order_count:"
KEY_IMGUR_TOKEN = "imgur_account_api:"
KEY_SECRET_API_TOKEN = "api_secret:"
