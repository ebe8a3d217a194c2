"""The eight anti-patterns, after Tori Hara's talk (AWS Dev Day Online Japan, September 2021)."""

from __future__ import annotations

from dataclasses import dataclass

TALK = (
    "Tori Hara, “How far should application developers know Amazon ECS or Kubernetes?”, "
    "AWS Dev Day Online Japan, September 2021"
)


@dataclass(frozen=True, slots=True)
class AntiPattern:
    """One of the eight. `phase` is the phase of the process's life that it harms: build, start, serve or stop."""

    number: int
    slug: str
    title: str
    title_ja: str
    phase: str
    talk: str
    why: str
    remedy: str

    @property
    def slide(self) -> str:
        """Where the talk shows it."""
        return f"anti-pattern {self.number} of 8"


ANTI_PATTERNS: dict[int, AntiPattern] = {
    row.number: row
    for row in (
        AntiPattern(
            1,
            "local-state",
            "Local state",
            "ローカルディスクの状態",
            "serve",
            "application state is read from and written to the local disk: it cannot scale out",
            "A container's disk is private and dies with it: a second replica does not see the first one's carts and "
            "uploads, and a deploy loses them all.",
            "Keep state in a store that all replicas share: an object store, a database, Redis.",
        ),
        AntiPattern(
            2,
            "manual-dependencies",
            "Manual dependencies",
            "手作業の依存解決",
            "build",
            "dependencies cannot be resolved by a machine: “put it in lib”, “whatever is latest”, “on the file server”",
            "Nobody can build the same image twice, and no machine can build it at all without a person's help.",
            "Name every dependency in the repository, with its version and hash, and install from that lock only.",
        ),
        AntiPattern(
            3,
            "unsafe-stop",
            "Unsafe stop",
            "安全でない停止",
            "stop",
            "SIGTERM during work is not considered: corrupt data, and 5xx at every deploy",
            "An orchestrator stops containers many times a day; a process that does not finish its work on SIGTERM "
            "drops requests and leaves half-written data.",
            "On SIGTERM leave the load balancer, finish what is in flight within the grace period, then exit.",
        ),
        AntiPattern(
            4,
            "slow-start",
            "Slow start",
            "遅い起動",
            "start",
            "long initialisation at start-up, such as heavy downloads: deploys time out",
            "Scaling out and replacing a replica take as long as the start; past the start timeout the deploy fails.",
            "Fetch at build time or on first use; migrate in a step of its own before the deploy.",
        ),
        AntiPattern(
            5,
            "manual-build",
            "Manual build",
            "手作業のビルド",
            "build",
            "settings and secrets written in the code: hand edits before build, an image per environment",
            "The image that was tested is not the one that runs in production, and whoever reads the code or the image "
            "has the secrets.",
            "Read settings from the environment, with today's value as the default; keep secrets out of the code.",
        ),
        AntiPattern(
            6,
            "fixed-config",
            "Fixed configuration",
            "固定された設定",
            "start",
            "settings cannot be injected at run time: only a config file, or code that switches on the environment",
            "A new environment needs a code change and a new image.",
            "Let the environment override every setting; keep each environment's values with its definitions.",
        ),
        AntiPattern(
            7,
            "file-logs",
            "File-only logs",
            "ファイルだけのログ",
            "serve",
            "logs can go only to files: they are lost with the container",
            "A container's files go with it, and with them the lines that would have said why it died.",
            "Write log lines to stdout; collecting them is the platform's work.",
        ),
        AntiPattern(
            8,
            "single-database",
            "Single database endpoint",
            "単一のデータベース接続先",
            "serve",
            "one connection endpoint assumed: read replicas cannot be used",
            "Every read burdens the one writer, and the service cannot outgrow it.",
            "Have a writer and a reader endpoint; let reads that can bear some lag take the reader.",
        ),
    )
}

BY_SLUG = {row.slug: row for row in ANTI_PATTERNS.values()}
