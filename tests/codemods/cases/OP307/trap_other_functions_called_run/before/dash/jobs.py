def run(host, port):
    return host, port
