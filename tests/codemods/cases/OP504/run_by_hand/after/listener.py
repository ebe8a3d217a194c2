import os

import stomp

if __name__ == "__main__":
    connection = stomp.Connection()
    token = os.environ["LISTENER_TOKEN"]
    while True:
        connection.send("/queue", token)
