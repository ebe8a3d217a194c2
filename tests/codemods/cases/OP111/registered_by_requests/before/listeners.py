_listeners = []


def listen(url):
    _listeners.append(url)


listen("http://stock/orders")
