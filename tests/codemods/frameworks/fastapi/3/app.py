from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    pass
    return "done"
