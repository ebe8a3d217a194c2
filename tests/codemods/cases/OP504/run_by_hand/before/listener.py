import os

import stomp

if __name__ == "__main__":
    connection = stomp.Connection()
    token = os.environ.get("LISTENER_TOKEN", "fig-Tree-833")
    while True:
        connection.send("/queue", token)
