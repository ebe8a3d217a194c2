import time

import stomp

from orders import bill


class Listener(stomp.ConnectionListener):
    def on_message(self, frame):
        bill(frame.body)


connection = stomp.Connection([("mq", 61613)])
connection.set_listener("", Listener())
connection.connect(wait=True)
connection.subscribe("/queue/orders", id=1, ack="auto")
while True:
    time.sleep(60)
