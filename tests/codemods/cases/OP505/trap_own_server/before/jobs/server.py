class JobServer:
    def run(self, host, port):
        self.where = (host, port)
