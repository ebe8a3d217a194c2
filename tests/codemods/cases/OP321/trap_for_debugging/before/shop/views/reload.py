from queue import Empty, Queue

from django.http import StreamingHttpResponse

changes = Queue()


def _events():
    while True:
        try:
            yield f"data: {changes.get(timeout=30)}\n\n"
        except Empty:
            yield ": keepalive\n\n"


def live_reload(request):
    return StreamingHttpResponse(_events(), content_type="text/event-stream")
