class Net:
    def load_weights(self, path):
        self.path = path
