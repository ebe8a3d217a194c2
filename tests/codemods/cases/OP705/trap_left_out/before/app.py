from flask import Flask

# from talking import talk

app = Flask(__name__)
# app.add_url_rule("/talk", view_func=talking.talk)
