"""What the variables of a service begin with, where its owner calls all of them after the service."""

from __future__ import annotations

import re
from collections import Counter

from codemods.domains.settings.reserved_names import reserved
from codemods.model.environment_reads import reads_of
from codemods.project.project import Project
from codemods.vocabulary.kept import once

# So many show a custom, where they are so much of all that are read.
_SOME = 3
_MOST = 0.75
# Packages are called so whatever the service is, and variables so whoever it is that they speak of.
_ANYBODY = frozenset((
    "", "api", "app", "auth", "aws", "azure", "celery", "core", "database", "databases", "db", "django", "email",
    "fastapi", "flask", "google", "kafka", "mail", "mongo", "mongodb", "mysql", "pg", "postgres", "rabbitmq", "redis",
    "s3", "server", "service", "smtp", "sql", "src", "web",
))  # fmt: skip
_WORD = re.compile(r"[\W_]+")


@once
def own_prefix(project: Project, root: str) -> str:
    """`SHOP_` where a package of the service is called shop, and most of what it reads begins so; '' for none."""
    files = project.services.get(root, [])
    folder = f"{root}/" if root else ""
    packages = {each.path.removeprefix(folder).rpartition("/")[0] for each in files}
    owners = {_WORD.split(part.lower())[0] for each in packages for part in each.split("/")} - _ANYBODY
    names = {name for each in files for name in reads_of(each) if "_" in name and not reserved(name)}
    begins = Counter(name.partition("_")[0] for name in names if name.isupper())
    for begin, number in begins.most_common(1):
        if begin.lower() in owners and number >= max(_SOME, _MOST * len(names)):
            return f"{begin}_"
    return ""
