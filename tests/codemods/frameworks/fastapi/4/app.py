import urllib.request

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    pass
    return "done"


@app.on_event("startup")
def load():
    urllib.request.urlretrieve("https://models.example.org/m.bin", "/tmp/m.bin")
