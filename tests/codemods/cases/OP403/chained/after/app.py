from flask import Flask
from transformers import AutoModel, AutoTokenizer, pipeline

import once

app = Flask(__name__)


@once.per_process
def tokenizer():
    return AutoTokenizer.from_pretrained("bert")


@once.per_process
def model():
    return AutoModel.from_pretrained("bert")


@once.per_process
def classify():
    return pipeline("ner", model=model(), tokenizer=tokenizer())


@app.post("/")
def index():
    return classify()("text")
