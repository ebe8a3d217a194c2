import asyncio
import signal
import threading

from jobs import work

stop = threading.Event()


async def beat():
    while True:
        await asyncio.sleep(1)


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(2)


if __name__ == "__main__":
    main()
