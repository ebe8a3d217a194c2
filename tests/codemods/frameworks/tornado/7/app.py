import logging

log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(logging.FileHandler("shop.log"))

import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        log.info("asked")
        self.write("done")


app = tornado.web.Application([("/", Main)])
