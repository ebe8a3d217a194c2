import time


class Rounds:
    def __init__(self):
        self.stopped = False
        self.child = None

    def once(self):
        raise NotImplementedError

    def pause(self, seconds):
        until = time.monotonic() + seconds
        while until > time.monotonic():
            time.sleep(1)
            if self.stopped:
                return False
        return True

    def run(self, seconds):
        try:
            while not self.stopped:
                self.once()
                if not self.pause(seconds):
                    break
        finally:
            self.end()

    def end(self):
        while self.child and self.child.poll() is None:
            self.child.terminate()
            time.sleep(1)
