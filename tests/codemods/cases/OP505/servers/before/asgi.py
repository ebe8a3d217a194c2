import os

import uvicorn

if __name__ == "__main__":
    uvicorn.run("shop:app", host="0.0.0.0", port=int(os.environ.get("PORT", "5000")), reload=True)
