"""Who owns a folder, as the repository's CODEOWNERS says: the last pattern that matches, as on GitHub and GitLab."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

# Where GitHub and GitLab look, in their order.
_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


@dataclass(frozen=True, slots=True)
class Owners:
    """The lines of a CODEOWNERS file: a pattern, and who is named behind it."""

    lines: tuple[tuple[GitIgnoreSpec, str], ...] = ()

    def of(self, folder: str) -> str:
        """The owners of a folder of the repository ("" is its root), with spaces between; "" for nobody."""
        asked = f"{folder}/file" if folder else "file"
        return next((names for pattern, names in reversed(self.lines) if pattern.match_file(asked)), "")


def owners_of(root: Path) -> Owners:
    """What the checkout's CODEOWNERS says; nobody where there is none."""
    file = next((root / place for place in _PLACES if (root / place).is_file()), None)
    if file is None:
        return Owners()
    lines = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.partition("#")[0].split()
        # GitLab heads its sections with [Name]; names there are the default of the section's lines.
        if not words or words[0].startswith(("[", "^[")):
            continue
        lines.append((GitIgnoreSpec.from_lines([words[0]]), " ".join(words[1:])))
    return Owners(tuple(lines))
