"""Which calls name a bucket of an object store, and where: a table."""

from __future__ import annotations

import ast

from codemods.libraries.connections import BUCKETS
from codemods.model.names import called
from codemods.model.strings import argument
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact


def bucket(file: SourceFile, call: ast.Call) -> ast.Constant | None:
    """The literal by which a call names its bucket."""
    found = _in_params(call)
    if found is None and isinstance(call.func, ast.Attribute):
        method = call.func.attr
        given = [
            (owner, value) for owner, named, at, word in BUCKETS
            if named.fullmatch(method) and (value := argument(call, at, word)) is not None
        ]  # fmt: skip
        # Whose method it is takes long to tell: of those alone that may be one of these.
        owned = called(file, call).rpartition(".")[0] if given else ""
        found = next((value for owner, value in given if owner.fullmatch(owned)), None)
        # A client that came from elsewhere: only S3 writes the word so.
        found = found or argument(call, 99, "Bucket") if _knows_boto(file) else found
    is_name = isinstance(found, ast.Constant) and isinstance(found.value, str) and found.value
    return found if is_name and isinstance(found, ast.Constant) else None


@fact
def _knows_boto(file: SourceFile) -> bool:
    return b"boto" in file.spelled


def _in_params(call: ast.Call) -> ast.expr | None:
    """The bucket of `generate_presigned_url("get_object", Params={"Bucket": …})`."""
    params = argument(call, 1, "Params") if isinstance(call.func, ast.Attribute) else None
    if not isinstance(params, ast.Dict) or not ast.unparse(call.func).endswith("generate_presigned_url"):
        return None
    keyed = zip(params.keys, params.values, strict=True)
    return next((value for key, value in keyed if isinstance(key, ast.Constant) and key.value == "Bucket"), None)
