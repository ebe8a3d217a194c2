import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        with engine.connect() as connection:
            print(connection.scalar(text("SELECT 1")))
        self.write("done")


app = tornado.web.Application([("/", Main)])
