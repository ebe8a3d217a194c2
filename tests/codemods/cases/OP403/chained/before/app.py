from flask import Flask
from transformers import AutoModel, AutoTokenizer, pipeline

app = Flask(__name__)
tokenizer = AutoTokenizer.from_pretrained("bert")
model = AutoModel.from_pretrained("bert")
classify = pipeline("ner", model=model, tokenizer=tokenizer)


@app.post("/")
def index():
    return classify("text")
