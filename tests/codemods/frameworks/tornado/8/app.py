import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        with engine.connect() as connection:
            print(connection.scalar(text("SELECT count(*) FROM visits")))
            connection.execute(text("INSERT INTO visits DEFAULT VALUES"))
        self.write("done")


app = tornado.web.Application([("/", Main)])
