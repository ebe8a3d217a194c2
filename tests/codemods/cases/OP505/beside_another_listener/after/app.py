from tornado.ioloop import IOLoop
from tornado.web import Application

from shop import settings

if __name__ == "__main__":
    application = Application()
    application.listen(settings.port)
    application.listen(8888)
    IOLoop.current().start()
