import threading

import store
import uvicorn
from fastapi import FastAPI, Form, Request, Response

app = FastAPI()


@app.get("/")
def index() -> Response:
    return Response("<p>welcome</p>", media_type="text/html")


@app.post("/names")
def add(name: str = Form()) -> Response:
    store.add(name)
    answer = Response("thanks")
    answer.set_cookie("wrote", "1", max_age=10)
    return answer


@app.get("/names")
def names(request: Request) -> Response:
    return Response(store.names("wrote" in request.cookies))


class Draining(uvicorn.Server):
    """Serves on for a while after the signal, until no new request comes."""

    def handle_exit(self, sig, frame):
        threading.Timer(2, super().handle_exit, (sig, frame)).start()


if __name__ == "__main__":
    Draining(uvicorn.Config(app, host="0.0.0.0", port=8000)).run()
