import torch
from flask import Flask

app = Flask(__name__)

# Trained in March.
net: torch.nn.Module = torch.load(
    "net.pt",
    map_location="cpu",
)
net.eval()
print("net loaded")


@app.get("/")
def index():
    return str(net(torch.zeros(1)))
