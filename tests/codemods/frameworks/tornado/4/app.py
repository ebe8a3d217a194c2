import urllib.request

import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        pass
        self.write("done")


app = tornado.web.Application([("/", Main)])
urllib.request.urlretrieve("https://models.example.org/m.bin", "/tmp/m.bin")

if __name__ == "__main__":
    app.listen(8888)
    tornado.ioloop.IOLoop.current().start()
