"""Calls that take long: downloads, requests, loads of models and of data.

After the documentation of the libraries that are named.
"""

from __future__ import annotations

import re

# What a file must hold to be looked at.
NEEDLES = (
    "load", "urlretrieve", "from_pretrained", "read_", "requests", "urlopen", "httpx", "aiohttp", "wget", "weights",
    "pipeline(", "SentenceTransformer", "InferenceSession", "Interpreter(", "shape_predictor", "Reader(", "YOLO(",
    "Booster(", "get_object", "fget_object", "retrieve", "GraphDef", "graph_def",
)  # fmt: skip

# How files of data end.
TABLES = (".csv", ".tsv", ".json", ".xls", ".xlsx", ".parquet", ".feather", ".npy", ".npz", ".pkl", ".txt")

# What fetches a file.
DOWNLOADS = re.compile(
    r"^(urllib\.request\.urlretrieve|urllib\.urlretrieve|wget\.download|gdown\.(download|download_folder|cached_download)"
    r"|huggingface_hub\.(hf_hub_download|snapshot_download)|nltk\.(download|downloader\.download)"
    r"|kagglehub\.\w+_download|tensorflow\.keras\.utils\.get_file|keras\.utils\.get_file"
    r"|torch\.hub\.(download_url_to_file|load_state_dict_from_url)|spacy\.cli\.download"
    r"|pooch\.retrieve|stanza\.download|boto3\..*\.(download_file|download_fileobj|get_object)"
    r"|google\.cloud\.storage\..*\.(download_to_filename|download_as_\w+)|minio\..*\.f?get_object"
    r"|azure\..*\.download_blob)$"
)

# What asks a server, and waits for its answer.
HTTP = re.compile(
    r"^(requests\.((sessions?\.)?([sS]ession\.)?(get|post|put|head|request|patch|delete|options|send))|urllib\.request\.urlopen"
    r"|urllib2\.urlopen|httpx\.((Async)?Client\.)?(get|post|put|head|request)"
    r"|aiohttp\.(client\.)?(ClientSession\.(get|post|put|head|request)|request))$"
)

# What loads a model.
MODELS = re.compile(
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

# Keras's models, which fetch their weights unless they are told not to.
PRETRAINED = re.compile(r"^(tensorflow\.(python\.)?)?keras\.applications\.(\w+\.)*[A-Z]\w+$")

# torchvision's, which fetch them if they are told to.
PRETRAINED_IF_TOLD = re.compile(r"^torchvision\.models\.(\w+\.)*\w+$")

# What reads a table into memory.
DATA = re.compile(
    r"^(pandas\.read_(csv|json|pickle|parquet|excel|feather|hdf|sql|sql_query|sql_table|table)|polars\.read_\w+"
    r"|dask\.dataframe\.read_\w+|geopandas\.read_file|numpy\.(load|loadtxt|genfromtxt)|datasets\.load_dataset"
    r"|pyarrow\.parquet\.read_table)$"
)

# Methods that only the libraries of models and stores have, on an object that nobody can know.
BY_METHOD = {"from_pretrained": "loads a model", "load_weights": "loads a model", "download_file": "downloads a file",
              "download_fileobj": "downloads a file", "download_to_filename": "downloads a file"}  # fmt: skip

# What writes a file that others of the same libraries load.
DUMPS = re.compile(r"(?:^|\.)(?:c?[pP]ickle|_pickle|joblib|dill|cloudpickle|json|numpy)\.(?:dumps?|save)$")

# What keeps any object; joblib is left out, as models are what it is for.
PICKLE = re.compile(r"(c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\.")

# What a model has, and a state of the program's own has not.
LEARNS = frozenset(("fit", "partial_fit", "fit_transform", "transform", "predict", "predict_proba", "kneighbors",
                    "recognize", "infer", "load_state_dict"))  # fmt: skip

# What fetches a file, by the last word of its name, whosever it is.
FETCHES = re.compile(r"f?get_object$|urlretrieve$|fetch_file|download")
