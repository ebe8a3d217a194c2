"""Which calls name a bucket of an object store, and where: a table."""

from __future__ import annotations

import ast
import re

from codemods.model.names import called
from codemods.model.strings import argument
from codemods.project.source_file import SourceFile

# By what the method is of and what it is called: the position and the keyword of the bucket's name.
_CALLS = tuple(
    (re.compile(owner), re.compile(method), position, keyword)
    for owner, method, position, keyword in (
        (r"boto3\.(Session\.|session\.Session\.)?client", r"upload_file(obj)?", 1, "Bucket"),
        (r"boto3\.(Session\.|session\.Session\.)?client", r"download_file(obj)?", 0, "Bucket"),
        (r"boto3\.(Session\.|session\.Session\.)?client", r"\w+", 99, "Bucket"),
        (r"boto3\.(Session\.|session\.Session\.)?resource", r"Bucket|Object|ObjectSummary", 0, "bucket_name"),
        (r"google\.cloud\.storage\.(client\.)?Client", r"(get_|create_|lookup_)?bucket", 0, "bucket_name"),
        (r"minio\.(api\.)?Minio", r"f?(put|get)_object|(stat|remove|copy|list)_objects?|presigned_\w+_object"
         r"|make_bucket|bucket_exists", 0, "bucket_name"),
        (r"azure\.storage\.blob\.(aio\.)?BlobServiceClient", r"get_(container|blob)_client", 0, "container"),
    )
)  # fmt: skip


def bucket(file: SourceFile, call: ast.Call) -> ast.Constant | None:
    """The literal by which a call names its bucket."""
    found = _in_params(call)
    if found is None and isinstance(call.func, ast.Attribute):
        method = call.func.attr
        given = [
            (owner, value) for owner, named, at, word in _CALLS
            if named.fullmatch(method) and (value := argument(call, at, word)) is not None
        ]  # fmt: skip
        # Whose method it is takes long to tell: of those alone that may be one of these.
        owned = called(file, call).rpartition(".")[0] if given else ""
        found = next((value for owner, value in given if owner.fullmatch(owned)), None)
        # A client that came from elsewhere: only S3 writes the word so.
        found = found or argument(call, 99, "Bucket") if b"boto" in file.spelled else found
    is_name = isinstance(found, ast.Constant) and isinstance(found.value, str) and found.value
    return found if is_name and isinstance(found, ast.Constant) else None


def _in_params(call: ast.Call) -> ast.expr | None:
    """The bucket of `generate_presigned_url("get_object", Params={"Bucket": …})`."""
    params = argument(call, 1, "Params") if isinstance(call.func, ast.Attribute) else None
    if not isinstance(params, ast.Dict) or not ast.unparse(call.func).endswith("generate_presigned_url"):
        return None
    keyed = zip(params.keys, params.values, strict=True)
    return next((value for key, value in keyed if isinstance(key, ast.Constant) and key.value == "Bucket"), None)
