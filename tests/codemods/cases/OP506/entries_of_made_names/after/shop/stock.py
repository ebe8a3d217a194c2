class Stock:
    def __init__(self, host, port):
        self.address = (host, port)


def address(config, part):
    return config[part + "_HOST"]
