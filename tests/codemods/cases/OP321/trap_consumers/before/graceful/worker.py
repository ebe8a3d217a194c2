import asyncio
import signal

from orders import take


async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    while True:
        await take()
        if stop.is_set():
            return


asyncio.run(main())
