"""Calls that take long: downloads, loads of models and data, HTTP calls."""

from __future__ import annotations

import ast
import posixpath
import re
from pathlib import Path

from codemods.model.names import called, qualified
from codemods.model.strings import argument, keyword, text
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

# What a file must hold to be looked at.
NEEDLES = (
    "load", "urlretrieve", "from_pretrained", "read_", "requests", "urlopen", "httpx", "wget", "weights", "pipeline(",
    "SentenceTransformer", "InferenceSession", "Interpreter(", "shape_predictor", "Reader(", "YOLO(", "Booster(",
    "get_object", "fget_object", "retrieve", "GraphDef", "graph_def",
)  # fmt: skip
_SMALL = 1_000_000
_TABLES = (".csv", ".tsv", ".json", ".xls", ".xlsx", ".parquet", ".feather", ".npy", ".npz", ".pkl", ".txt")

_DOWNLOADS = re.compile(
    r"^(urllib\.request\.urlretrieve|urllib\.urlretrieve|wget\.download|gdown\.(download|download_folder|cached_download)"
    r"|huggingface_hub\.(hf_hub_download|snapshot_download)|nltk\.(download|downloader\.download)"
    r"|kagglehub\.\w+_download|tensorflow\.keras\.utils\.get_file|keras\.utils\.get_file"
    r"|torch\.hub\.(download_url_to_file|load_state_dict_from_url)|spacy\.cli\.download"
    r"|pooch\.retrieve|stanza\.download|boto3\..*\.(download_file|download_fileobj|get_object)"
    r"|google\.cloud\.storage\..*\.(download_to_filename|download_as_\w+)|minio\..*\.f?get_object"
    r"|azure\..*\.download_blob)$"
)
_HTTP = re.compile(
    r"^(requests\.((sessions?\.)?([sS]ession\.)?(get|post|put|head|request|patch|delete|options|send))|urllib\.request\.urlopen"
    r"|urllib2\.urlopen|httpx\.(get|post|put|head|request|Client\.(get|post|request)))$"
)
_MODELS = re.compile(
    r"^((tf\.|tensorflow\.)?(python\.)?keras\.(models\.|saving\.)?load_model|tensorflow\.saved_model\.load|tensorflow_hub\.load"
    r"|tensorflow_hub\.KerasLayer|(tensorflow|tflite_runtime\.interpreter|tensorflow\.lite)\.(lite\.)?Interpreter"
    r"|torch\.(load|jit\.load|hub\.load)|(\w+\.)*joblib\.load|c?[pP]ickle\.loads?|_pickle\.load|dill\.load|cloudpickle\.load"
    r"|spacy\.load|fasttext\.load_model|whisper\.load_model|easyocr\.Reader|dlib\.(shape_predictor|face_recognition_model_v1)"
    r"|onnxruntime\.InferenceSession|ultralytics\.(\w+\.)*YOLO|gensim\.(\w+\.)*load(_word2vec_format)?"
    r"|transformers\.(\w+\.)*(pipeline|from_pretrained)|diffusers\.(\w+\.)*from_pretrained"
    r"|sentence_transformers\.(\w+\.)*(SentenceTransformer|CrossEncoder)|mlflow\.(\w+\.)*load_model"
    r"|stanza\.Pipeline|pyannote\.audio\.\w+\.from_pretrained|timm\.create_model|clip\.load|open_clip\.\w+"
    r"|catboost\.\w+\.load_model|xgboost\.Booster|fastai\.(\w+\.)*load_learner|deepface\.\w+\.build_model"
    r"|insightface\.app\.FaceAnalysis|flair\.(\w+\.)*load"
    r"|tensorflow\.(\w+\.)*(GraphDef\.ParseFromString|import_graph_def))$"
)
_CONSTRUCTORS = re.compile(r"^(tensorflow\.(python\.)?)?keras\.applications\.(\w+\.)*[A-Z]\w+$")
_VISION = re.compile(r"^torchvision\.models\.(\w+\.)*\w+$")
_DATA = re.compile(
    r"^(pandas\.read_(csv|json|pickle|parquet|excel|feather|hdf|sql|sql_query|sql_table|table)|polars\.read_\w+"
    r"|dask\.dataframe\.read_\w+|geopandas\.read_file|numpy\.(load|loadtxt|genfromtxt)|datasets\.load_dataset"
    r"|pyarrow\.parquet\.read_table)$"
)
# Methods that only the libraries of models and stores have, on an object that nobody can know.
_BY_METHOD = {"from_pretrained": "loads a model", "load_weights": "loads a model", "download_file": "downloads a file",
              "download_fileobj": "downloads a file", "download_to_filename": "downloads a file"}  # fmt: skip


def heavy(file: SourceFile, node: ast.Call) -> str:
    """What a call does that takes long ("downloads a file", "loads a model"), '' for any other call."""
    name = called(file, node)
    if not name:
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return _BY_METHOD.get(method, "")
    if _DOWNLOADS.search(name):
        return "downloads a file"
    if _HTTP.search(name):
        return "makes an HTTP request"
    if _MODELS.search(name) or _is_pretrained(file, node, name):
        return "loads a model" if not _is_small_string(node, name) else ""
    if _DATA.search(name) and not _is_small_file(file, node):
        return "loads data"
    method = name.rpartition(".")[2]
    if method not in _BY_METHOD or (method == "from_pretrained" and "." not in name):
        return ""
    # What a method of the project's own does is seen where it does it.
    return "" if any(each.kind == "function" for each in evaluate(file, node.func)) else _BY_METHOD[method]


def downloads(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is a call that fetches a file."""
    return isinstance(node, ast.Call) and heavy(file, node) in ("downloads a file", "makes an HTTP request")


def _is_pretrained(file: SourceFile, node: ast.Call, name: str) -> bool:
    """Constructors that fetch weights: Keras does unless told not to, torchvision if told to."""
    weights = keyword(node, "weights", "pretrained")
    value = weights.value if weights else None
    off = isinstance(value, ast.Constant) and not value.value
    if _CONSTRUCTORS.search(name):
        return not off
    return _VISION.search(name) is not None and value is not None and not off


def _is_small_string(node: ast.Call, name: str) -> bool:
    """`pickle.loads` of bytes that are in memory already."""
    return (
        name.endswith("pickle.loads") and not any(isinstance(each, ast.Call) for each in ast.walk(node.args[0]))
        if (node.args)
        else False
    )


def _is_small_file(file: SourceFile, node: ast.Call) -> bool:
    """Whether the file that is read lies in the tree and is small."""
    path = text(file, argument(node, 0)).known
    if "://" in path or path.startswith(("/", "\0")):
        return False
    root = file.project.service_root(file.path)
    for folder in dict.fromkeys((file.path.rpartition("/")[0], root, "")):
        try:
            if sizes := [each.stat().st_size for each in _places(file, folder, path)]:
                return max(sizes) < _SMALL
        except OSError:
            continue
    return False


def _places(file: SourceFile, folder: str, path: str) -> list[Path]:
    """The files of the tree that a path may name, where only its last part may be unknown: `data/\\0.csv`."""
    above, name = posixpath.split(posixpath.normpath(posixpath.join(folder, path)))
    names = [name]
    if "\0" in name:
        ends = posixpath.splitext(name)[1] or _TABLES
        beside = file.project.root / above
        known = "\0" not in above and not above.startswith("..") and beside.is_dir()
        names = sorted(each.name for each in beside.iterdir() if each.name.endswith(ends)) if known else []
    found = (file.project.place(posixpath.join(above, each)) for each in names)
    return [each for each in found if each is not None]


def is_module(file: SourceFile, node: ast.expr) -> str:
    """The path of the project's file that an expression names as a module, '' for none."""
    name = qualified(file, node)
    found = file.project.module(name, file.path) if name else None
    return found.path if found else ""
