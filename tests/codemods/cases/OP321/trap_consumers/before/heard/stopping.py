import signal

_STOPPED = []
signal.signal(signal.SIGTERM, lambda number, frame: _STOPPED.append(number))


def stopped():
    return bool(_STOPPED)
