from flask import Flask

app = Flask(__name__)


class Answer:
    def __init__(self, **data):
        host = "hostname.com"
        token = "random1token2string4test5"
        if not data.get("hostname"):
            data["hostname"] = "{token}.{host}".format(token=token, host=host)
        if not data.get("url"):
            data["url"] = f"https://{host}/static/{token}/post"
        self.data = data


@app.get("/help")
def show():
    api_token = "8f3b1c5d7e9a2b4c"
    return f"curl https://shop.example.com/orders?token={api_token}"
