import logging

log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(logging.FileHandler("shop.log"))

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    log.info("asked")
    return "done"
