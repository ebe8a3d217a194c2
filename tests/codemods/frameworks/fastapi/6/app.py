import os

if os.environ.get("ENV", "dev") == "prod":
    PAGE = 100
else:
    PAGE = 10

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    print(PAGE)
    return "done"
