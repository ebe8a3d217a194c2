import ftplib

import requests
from flask import Flask
from requests.auth import HTTPBasicAuth

app = Flask(__name__)


@app.route("/")
def index():
    ftplib.FTP("ftp.suppliers.com", "anonymous", "shop@books.com")
    session = ftplib.FTP(host="ftp.suppliers.com")
    session.login("anonymous", "shop@books.com")
    session.login(user="anonymous", passwd="shop@books.com")
    return requests.get("https://mail.io", auth=HTTPBasicAuth("api", app.config["SECRET_KEY"])).text
