import functools

import torch
from flask import Flask

app = Flask(__name__)


# Trained in March.
@functools.lru_cache(maxsize=None)
def net() -> torch.nn.Module:
    loaded = torch.load(
        "net.pt",
        map_location="cpu",
    )
    loaded.eval()
    print("net loaded")
    return loaded


@app.get("/")
def index():
    return str(net()(torch.zeros(1)))
