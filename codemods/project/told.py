"""What the owner of a project says of it that no code can: `[tool.operable.options]`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """`platform_names`: variables that the platform sets, `ACME_*` for all that begin so. `fixed_hosts` are the same in
    every environment, `own_domains` are not; with each its subdomains. `test_folders`: names of folders of tests.
    """

    platform_names: tuple[str, ...] = ()
    fixed_hosts: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    test_folders: tuple[str, ...] = ()

    def sets(self, name: str) -> bool:
        """Whether the platform sets the variable."""
        return any(name.startswith(each[:-1]) if each.endswith("*") else name == each for each in self.platform_names)

    def is_fixed(self, host: str) -> bool:
        """Whether the host is the same in every environment."""
        return is_under(host, self.fixed_hosts)

    def is_own(self, host: str) -> bool:
        """Whether the host is one of ours, another one in each environment."""
        return is_under(host, self.own_domains) and not self.is_fixed(host)


def is_under(host: str, domains: Iterable[str]) -> bool:
    """Whether the host is one of the domains, or lies in one."""
    host = host.lower().rstrip(".")
    return any(host == each.lower() or host.endswith(f".{each.lower()}") for each in domains)
