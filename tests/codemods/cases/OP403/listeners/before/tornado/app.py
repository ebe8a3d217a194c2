import joblib
import tornado.ioloop
import tornado.web

model = joblib.load("model.bin")


class Main(tornado.web.RequestHandler):
    def get(self):
        self.write(str(model.predict([1])))


def main():
    other = joblib.load("other.bin")
    application = tornado.web.Application([("/", Main, {"other": other})])
    application.listen(8888)
    tornado.ioloop.IOLoop.current().start()


if __name__ == "__main__":
    main()
