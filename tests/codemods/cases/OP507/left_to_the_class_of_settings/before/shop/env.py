class Environment:
    values = {"LOG_LEVEL": "INFO"}

    def __init__(self, given):
        for name in self.values:
            self.values[name] = given.get(name, self.values[name])
