from flask import Flask

SMTP_HOST = "smtp.internal"
MAIL_SERVER = "mail.internal"
SEARCH_HOST = "search.internal"
LDAP_HOST = "ldap.internal"
FTP_HOST = "ftp.internal"

app = Flask(__name__)


@app.get("/")
def hosts():
    return [SMTP_HOST, MAIL_SERVER, SEARCH_HOST, LDAP_HOST, FTP_HOST]
