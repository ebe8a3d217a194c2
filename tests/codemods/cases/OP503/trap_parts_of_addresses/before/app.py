from flask import Flask, redirect, url_for

app = Flask(__name__)
DEMOS = {"last60activities": {"limit": "60"}}


@app.get("/demos/<demo_key>")
def demos(demo_key):
    return DEMOS[demo_key]


@app.get("/demo")
def demo():
    return redirect(url_for("demos", demo_key="last60activities"))
