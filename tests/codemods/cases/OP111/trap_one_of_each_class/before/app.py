from flask import Flask, request

from exporters import FORMATS, Page

app = Flask(__name__)
exporters = {}
by_name = {}
pages = {}


@app.post("/exports/<form>")
def export(form):
    exporter_cls = FORMATS[form]
    if exporter_cls not in exporters:
        exporters[exporter_cls] = exporter_cls(request.args.get("theme"))
    by_name.setdefault(exporter_cls.__name__, exporter_cls(None))
    pages[Page] = Page("plain")
    exporter = exporters[exporter_cls]
    return exporter.run(request.data)
