import tornado.ioloop
import tornado.web


class Main(tornado.web.RequestHandler):
    def post(self):
        with open("notes/" + self.get_argument("name"), "w") as file:
            file.write("text")
        self.write("done")


app = tornado.web.Application([("/", Main)])
