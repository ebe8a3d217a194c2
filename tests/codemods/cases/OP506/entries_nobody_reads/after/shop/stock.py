class Stock:
    def __init__(self, host, port):
        self.address = (host, port)
