import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        pass
        self.write("done")


app = tornado.web.Application([("/", Main)])

if __name__ == "__main__":
    app.listen(8000)
    tornado.ioloop.IOLoop.current().start()
