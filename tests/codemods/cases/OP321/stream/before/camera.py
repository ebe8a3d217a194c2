class Stream:
    def frames(camera):
        while True:
            yield b"--frame\r\n" + camera.read() + b"\r\n"


def numbers():
    number = 0
    while True:
        number += 1
        yield number
