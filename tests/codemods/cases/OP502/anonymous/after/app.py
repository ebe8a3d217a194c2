import ftplib
import os

import requests
from flask import Flask
from requests.auth import HTTPBasicAuth

app = Flask(__name__)


@app.route("/")
def index():
    ftplib.FTP(os.environ.get("FTP_HOST", "ftp.suppliers.com"), "anonymous", "shop@books.com")
    session = ftplib.FTP(host=os.environ.get("FTP_HOST", "ftp.suppliers.com"))
    session.login("anonymous", "shop@books.com")
    session.login(user="anonymous", passwd="shop@books.com")
    return requests.get("https://mail.io", auth=HTTPBasicAuth("api", app.config["SECRET_KEY"])).text
