from flask import Flask, jsonify

from tables import Kettle, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db/kettles"
db.init_app(app)


@app.route("/kettles")
def kettles():
    return jsonify(names=[each.name for each in Kettle.query.all()])
