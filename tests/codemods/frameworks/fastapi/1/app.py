from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    with open("notes/" + name, "w") as file:
        file.write("text")
    return "done"
