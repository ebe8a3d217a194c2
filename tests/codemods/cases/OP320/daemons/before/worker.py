import asyncio
import signal
import sys
import time

import daemon

context = daemon.DaemonContext()
context.signal_map = {signal.SIGTERM: None, signal.SIGHUP: "terminate"}
context.signal_map[signal.SIGTERM] = None
signal_map = {signal.SIGTERM: None}
other = daemon.DaemonContext(signal_map=signal_map)
good = {signal.SIGTERM: "terminate"}
context.signal_map = {signal.SIGHUP: None}

with context:
    while True:
        time.sleep(1)


async def serve():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, sys.exit)
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, lambda: sys.exit(0))
    loop.add_signal_handler(signal.SIGTERM, done.set)
    loop.add_signal_handler(signal.SIGINT, sys.exit)
    await done.wait()


serving = asyncio.run(serve())
