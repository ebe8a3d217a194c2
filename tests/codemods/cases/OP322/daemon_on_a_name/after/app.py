import threading

from flask import Flask

app = Flask(__name__)


class Mailer:
    def send(self, to):
        print("mail to", to)

    def send_later(self, to):
        thread = threading.Thread(target=self.send, args=(to,))
        thread.daemon = False
        thread.start()


def resize(name):
    print("resize", name)


mailer = Mailer()


@app.post("/orders")
def order():
    mailer.send_later("a@example.org")
    return "", 201


@app.post("/pictures/<name>")
def upload(name):
    job = threading.Thread(None, resize, args=(name,))
    job.setDaemon(False)
    job.start()
    return "", 202
