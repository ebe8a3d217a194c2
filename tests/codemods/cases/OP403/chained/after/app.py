import functools

from flask import Flask
from transformers import AutoModel, AutoTokenizer, pipeline

app = Flask(__name__)


@functools.cache
def tokenizer():
    return AutoTokenizer.from_pretrained("bert")


@functools.cache
def model():
    return AutoModel.from_pretrained("bert")


@functools.cache
def classify():
    return pipeline("ner", model=model(), tokenizer=tokenizer())


@app.post("/")
def index():
    return classify()("text")
