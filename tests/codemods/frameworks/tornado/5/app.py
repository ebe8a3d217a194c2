import psycopg

import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        psycopg.connect(host="db.internal", user="shop", password="x7Gh2kQpL9", dbname="shop")
        self.write("done")


app = tornado.web.Application([("/", Main)])
