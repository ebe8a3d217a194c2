import os

if os.environ.get("ENV", "dev") == "prod":
    PAGE = 100
else:
    PAGE = 10

import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        print(PAGE)
        self.write("done")


app = tornado.web.Application([("/", Main)])
