"""Ports of containers that the code itself starts: what listens there is the other image's program, and knows them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.parsable import mentioning
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile


def is_port_of_container(file: SourceFile, name: str) -> bool:
    """Whether a manifest that the code writes has a constant, or an entry of that name, as the port of a container."""
    root = file.project.service_root(file.path)
    return any(
        _names(part, name)
        for each in mentioning(file.project, name)
        if file.project.service_root(each.path) == root and not file.project.is_test(each.path)
        for given in _container_ports(each)
        for part in ast.walk(given)
    )


def _container_ports(file: SourceFile) -> Iterator[ast.expr]:
    if b"containerPort" in file.spelled:
        for node in file.nodes(ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (value for key, value in pairs if literal(key) == "containerPort")
    if b"container_port" in file.spelled:
        yield from (each.value for each in file.nodes(ast.keyword) if each.arg == "container_port")
        for assign in file.nodes(ast.Assign):
            if any(isinstance(each, ast.Name) and each.id == "container_port" for each in assign.targets):
                yield assign.value


def _names(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=said) | ast.Attribute(attr=said) | ast.Constant(value=said):
            return said == name
    return False
