import signal

import daemon

from jobs import run

if __name__ == "__main__":
    with daemon.DaemonContext(signal_map={signal.SIGTERM: None, signal.SIGHUP: "terminate"}):
        run()
