import os

from kombu import Connection, Queue
from kombu.mixins import ConsumerMixin


class Mail(ConsumerMixin):
    def __init__(self, connection):
        self.connection = connection

    def get_consumers(self, Consumer, channel):
        return [Consumer([Queue("mail")], callbacks=[self.send])]

    def send(self, body, message):
        print(body)
        message.ack()


class Once:
    def run(self):
        print("once")


Once().run()
with Connection(os.environ["AMQP_URL"]) as connection:
    Mail(connection).run()
