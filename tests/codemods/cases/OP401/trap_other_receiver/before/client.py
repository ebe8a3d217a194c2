class Client:
    def create_all(self):
        return []
