"""Passwords that a guide shows to whoever sets the service up on his own machine: nobody keeps them to himself."""

from __future__ import annotations

import re

from codemods.domains.secrets.names_and_values import is_hard_to_guess
from codemods.formats.userinfo import userinfos
from codemods.model.targets import words
from codemods.project.guides import guides
from codemods.project.project import Project
from codemods.vocabulary.kept import once

# `PGPASSWORD=shop psql`, `-e POSTGRES_PASSWORD=shop`, `DB_PASS: shop` in a block of code.
_ASSIGNED = re.compile(r"\b(\w*(?:PASSWORD|PASSWD|PASS|PWD))(?:=|:[ \t]+)[\"']?([^\s\"'`|;&<>${}()]+)")
# Whom a service lets in itself: what a guide says of such an account is to be changed after the start.
_ITS_OWN = frozenset(("admin", "superuser", "superadmin", "root"))


def is_told(project: Project, folder: str, user: str, password: str) -> bool:
    """Whether a guide of the folder, or of the whole tree, shows the password of a server's account, `user` where it is
    known: in a URL to the reader's own machine, or where a command sets it. One that nobody would guess is a secret
    that leaked there too.
    """
    return not is_hard_to_guess(password) and any(
        (user, password) in told or (not user and any(password == each for _, each in told)) or ("", password) in told
        for told in (_told(project, each) for each in dict.fromkeys((folder, "")))
    )


@once
def _told(project: Project, folder: str) -> frozenset[tuple[str, str]]:
    """The accounts that the guides of a folder show, each with its password; '' for a user who is not named."""
    found: set[tuple[str, str]] = set()
    for text in guides(project, (folder,)):
        found |= {(each.user, each.password) for each in userinfos(text) if _is_near(each.host)}
        found |= {("", match[2]) for match in _ASSIGNED.finditer(text) if _ITS_OWN.isdisjoint(words(match[1]))}
    return frozenset(found)


def _is_near(host: str) -> bool:
    """Whether a URL's host is the reader's machine, or a container on it."""
    name = host.partition(":")[0]
    return name in ("127.0.0.1", "0.0.0.0", "host.docker.internal") or (bool(name) and "." not in name)
