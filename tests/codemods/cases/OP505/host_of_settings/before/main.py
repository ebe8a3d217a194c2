import uvicorn
from fastapi import FastAPI

from settings import get_settings, settings

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=settings.port)
    uvicorn.run(app, host="0.0.0.0", port=get_settings().port)
    uvicorn.run(app, host="0.0.0.0", port=app.state.config["port"])
    uvicorn.run(app, host="127.0.0.1")
