import tornado.web


class HomeHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("home")


class AboutHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("about")


class HelpHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("help")


class TermsHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("terms")


class PrivacyHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("privacy")


class ImprintHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("imprint")
