"""Whether a Compose file starts only what a service talks to, for developers: the service itself is started elsewhere.

A platform or a cluster runs the service, and gives it databases of its own. Those of the Compose file have accounts
that everybody knows, and it is the one that Compose takes by itself.
"""

from __future__ import annotations

import posixpath

from codemods.libraries.programs import BESIDE
from codemods.project.audience.compose_beside_tests import accounts_of, is_from_outside, is_taken_by_itself
from codemods.project.audience.compose_use import Service, services_of
from codemods.project.audience.deployed_elsewhere import is_deployed
from codemods.project.composed import composed
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts

_ANYBODYS = frozenset(("password", "passwd", "secret", "root", "admin", "test", "example", "changeme", "dev", "local"))


def is_beside_service(file: SourceFile) -> bool:
    """Whether all services of a Compose file are databases and the like, beside what a platform or a cluster runs.

    Raises Unreadable.
    """
    if not is_taken_by_itself(file):
        return False
    described = composed(file)
    services = list(services_of(file))
    if not services or not all(is_from_outside(file, described[each.name], each) for each in services):
        return False
    if not all(map(_has_known_account, services)) or not any(map(_stores, services)):
        return False
    return is_deployed(file, {posixpath.dirname(file.path)}, set())


def _stores(service: Service) -> bool:
    return not BESIDE.isdisjoint(parts(service.taken.rpartition("/")[2]))


def _has_known_account(service: Service) -> bool:
    """Whether each password that a service is given is the user's name, the database's, the image's, or a word."""
    passwords, others = accounts_of(service)
    known = {*_ANYBODYS, *others, *parts(service.taken)}
    return all(each in known for each in passwords)
