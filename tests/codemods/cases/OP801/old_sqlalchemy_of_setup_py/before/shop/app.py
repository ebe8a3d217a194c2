from flask import Flask, jsonify
from sqlalchemy import create_engine, text
from sqlalchemy.orm import scoped_session, sessionmaker

engine = create_engine("postgresql://shop@db/shop", pool_size=3)
Session = scoped_session(sessionmaker(bind=engine))
app = Flask(__name__)


@app.route("/books")
def books():
    return jsonify([dict(each) for each in Session.execute(text("select * from books"))])


@app.route("/books", methods=["POST"])
def add():
    session = Session()
    session.execute(text("insert into books default values"))
    session.commit()
    return ""


@app.teardown_appcontext
def done(error):
    Session.remove()
