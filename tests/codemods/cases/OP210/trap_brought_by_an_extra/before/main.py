import asyncpg
import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def front():
    return {"version": asyncpg.__version__}


if __name__ == "__main__":
    uvicorn.run(app)
