"""Calls that take long: downloads, loads of models and data, HTTP calls."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.analysis.held import holds, reaches
from codemods.analysis.names import called, qualified
from codemods.analysis.source import SourceFile
from codemods.analysis.values import argument, keyword, text

# What a file must hold to be looked at.
NEEDLES = (
    "load", "urlretrieve", "from_pretrained", "read_", "requests", "urlopen", "httpx", "wget", "weights", "pipeline(",
    "SentenceTransformer", "InferenceSession", "Interpreter(", "shape_predictor", "Reader(", "YOLO(", "Booster(",
    "get_object", "fget_object", "retrieve",
)  # fmt: skip
# Words, and words that have to stand in the same file with one of them: a library is not its load.
_TOGETHER = (
    (("torch", "torchvision", "tf", "tensorflow", "keras", "tflite_runtime", "spacy", "fasttext", "whisper", "easyocr",
      "dlib", "onnxruntime", "ultralytics", "gensim", "transformers", "diffusers", "sentence_transformers", "mlflow",
      "pyannote", "timm", "open_clip", "catboost", "xgboost", "fastai", "deepface", "insightface", "flair",
      "tensorflow_hub", "stanza", "datasets", "geopandas", "joblib", "dill", "cloudpickle", "pyarrow", "dask",
      "load_model", "from_pretrained", "download_file", "download_fileobj", "download_to_filename", "hf_hub_download",
      "huggingface_hub", "snapshot_download", "kagglehub", "gdown", "pooch", "urlretrieve", "InferenceSession",
      "SentenceTransformer", "shape_predictor", "urlopen"), ()),
    (("clip",), ("load",)),
    (("numpy", "np"), ("load", "loadtxt", "genfromtxt")),
    (("pandas", "pd"), ("read_csv", "read_json", "read_pickle", "read_parquet", "read_excel", "read_feather",
                        "read_hdf", "read_sql", "read_sql_query", "read_sql_table", "read_table")),
)  # fmt: skip
# Names that other libraries have too: the library has to be named here, or in a file of the project that this imports.
_PASSED_ON = (
    (("boto3", "minio", "Minio"), ("get_object", "fget_object")),
    (("azure",), ("download_blob",)),
    (("wget", "nltk"), ("download",)),
    (("keras", "tensorflow"), ("get_file",)),
    (("transformers",), ("pipeline",)),
    (("easyocr",), ("Reader",)),
    (("ultralytics",), ("YOLO",)),
    (("xgboost",), ("Booster",)),
    (("tensorflow", "tflite_runtime"), ("Interpreter",)),
)
_POLARS = re.compile(rb"\bread_\w")
_PICKLES = ("pickle", "cPickle", "Pickle", "cpickle", "_pickle")
# `loads` of what another call gives.
_UNPICKLES = re.compile(rb"load(?<!\wload)(?:s?[ \t]+as\b|\s*\(|s\s*\((?:[^()#]|#[^\n]*\n)*\()")
# How the two libraries are spelled where they send something. A pattern that begins with letters is found at once.
_SENDS = (
    *(
        re.compile(
            rb"%s(?<!\w%s)(?:[\s\\]*\.[\s\\]*(?:get|post|put|head|request|patch|delete|[sS]ession|sessions|Client)\b"
            rb"|[ \t]+as[ \t]+\w+[ \t]*(?:[,);#]|\r?$))" % (library, library),
            re.MULTILINE,
        )
        for library in (b"requests", b"httpx")
    ),
    re.compile(rb"from[ \t]+(?:requests|httpx)[.\w]*[ \t]+import\b"),
    re.compile(rb"=[ \t]*(?:requests|httpx)[ \t]*(?:[;#]|\r?$)", re.MULTILINE),
)
_SMALL = 1_000_000

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
    r"^(requests\.(get|post|put|head|request|patch|delete|Session\.\w+|session\.\w+)|urllib\.request\.urlopen"
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
    r"|insightface\.app\.FaceAnalysis|flair\.(\w+\.)*load)$"
)
_CONSTRUCTORS = re.compile(r"^(tensorflow\.(python\.)?)?keras\.applications\.(\w+\.)*[A-Z]\w+$")
_VISION = re.compile(r"^torchvision\.models\.(\w+\.)*\w+$")
_DATA = re.compile(
    r"^(pandas\.read_(csv|json|pickle|parquet|excel|feather|hdf|sql|sql_query|sql_table|table)|polars\.read_\w+"
    r"|dask\.dataframe\.read_\w+|geopandas\.read_file|numpy\.(load|loadtxt|genfromtxt)|datasets\.load_dataset"
    r"|pyarrow\.parquet\.read_table)$"
)
# Methods that only the libraries of models and stores have, on an object that nobody can know.
_BY_METHOD = {"from_pretrained": "loads a model", "download_file": "downloads a file",
              "download_fileobj": "downloads a file", "download_to_filename": "downloads a file"}  # fmt: skip


def may_be_heavy(file: SourceFile) -> bool:
    """Whether the file's bytes may hold one of these calls."""
    data = file.data
    return (
        any(holds(file, *words) and (not others or holds(file, *others)) for words, others in _TOGETHER)
        or any(holds(file, *words) and reaches(file, *libraries) for libraries, words in _PASSED_ON)
        or (holds(file, "polars", "pl") and _POLARS.search(data) is not None)
        or (holds(file, *_PICKLES) and _UNPICKLES.search(data) is not None)
        or b"download_as_" in data
        or (holds(file, "requests", "httpx") and any(each.search(data) for each in _SENDS))
    )


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
    return _BY_METHOD.get(method, "") if method != "from_pretrained" or "." in name else ""


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
    path = text(file, argument(node, 0)).exact
    if path is None or "://" in path or path.startswith("/"):
        return False
    root = file.project.service_root(file.path)
    for folder in dict.fromkeys((file.path.rpartition("/")[0], root, "")):
        try:
            if place := file.project.place(posixpath.join(folder, path)):
                return place.stat().st_size < _SMALL
        except OSError:
            continue
    return False


def is_module(file: SourceFile, node: ast.expr) -> str:
    """The path of the project's file that an expression names as a module, '' for none."""
    name = qualified(file, node)
    found = file.project.module(name, file.path) if name else None
    return found.path if found else ""
