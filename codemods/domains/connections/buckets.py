"""Which calls name a bucket of an object store, and where: a table."""

from __future__ import annotations

import ast
import re

from codemods.model.names import called
from codemods.model.strings import argument
from codemods.project.source_file import SourceFile

# By the qualified name of what is called: the position and the keyword of the bucket's name.
_CALLS = tuple(
    (re.compile(pattern), position, keyword)
    for pattern, position, keyword in (
        (r"^boto3\.(Session\.|session\.Session\.)?client\.upload_file(obj)?$", 1, "Bucket"),
        (r"^boto3\.(Session\.|session\.Session\.)?client\.download_file(obj)?$", 0, "Bucket"),
        (r"^boto3\.(Session\.|session\.Session\.)?client\.\w+$", 99, "Bucket"),
        (r"^boto3\.(Session\.|session\.Session\.)?resource\.(Bucket|Object|ObjectSummary)$", 0, "bucket_name"),
        (r"^google\.cloud\.storage\.(client\.)?Client\.(get_|create_|lookup_)?bucket$", 0, "bucket_name"),
        (r"^minio\.(api\.)?Minio\.(f?(put|get)_object|(stat|remove|copy|list)_objects?|presigned_\w+_object|make_bucket"
         r"|bucket_exists)$", 0, "bucket_name"),
        (r"^azure\.storage\.blob\.(aio\.)?BlobServiceClient\.get_(container|blob)_client$", 0, "container"),
    )
)  # fmt: skip


# What these methods are called; the rest of boto3's is told by the word Bucket.
_METHODS = frozenset((
    "upload_file", "upload_fileobj", "download_file", "download_fileobj", "Bucket", "Object", "ObjectSummary", "bucket",
    "get_bucket", "create_bucket", "lookup_bucket", "put_object", "get_object", "fput_object", "fget_object",
    "stat_object", "remove_object", "copy_object", "list_object", "list_objects", "stat_objects", "remove_objects",
    "copy_objects", "make_bucket", "bucket_exists", "get_container_client", "get_blob_client",
))  # fmt: skip


def bucket(file: SourceFile, call: ast.Call) -> ast.Constant | None:
    """The literal by which a call names its bucket."""
    found = _in_params(call)
    if found is None and isinstance(call.func, ast.Attribute) and _may_name(call, call.func.attr):
        name = called(file, call)
        found = next((argument(call, at, word) for pattern, at, word in _CALLS if pattern.match(name)), None)
        # A client that came from elsewhere: only S3 writes the word so.
        found = found or argument(call, 99, "Bucket") if b"boto" in file.spelled else found
    is_name = isinstance(found, ast.Constant) and isinstance(found.value, str) and found.value
    return found if is_name and isinstance(found, ast.Constant) else None


def _may_name(call: ast.Call, method: str) -> bool:
    named = method in _METHODS or (method.startswith("presigned_") and method.endswith("_object"))
    return named or any(each.arg == "Bucket" for each in call.keywords)


def _in_params(call: ast.Call) -> ast.expr | None:
    """The bucket of `generate_presigned_url("get_object", Params={"Bucket": …})`."""
    params = argument(call, 1, "Params") if isinstance(call.func, ast.Attribute) else None
    if not isinstance(params, ast.Dict) or not ast.unparse(call.func).endswith("generate_presigned_url"):
        return None
    keyed = zip(params.keys, params.values, strict=True)
    return next((value for key, value in keyed if isinstance(key, ast.Constant) and key.value == "Bucket"), None)
