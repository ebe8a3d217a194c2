import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        pass
        self.write("done")


app = tornado.web.Application([("/", Main)])
