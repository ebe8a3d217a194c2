"""What an application says of itself: its last error in a few lines, and what is likely behind it."""

import json
import re
from collections.abc import Iterator

LINES = 5
TRACEBACK = "Traceback (most recent call last):"
FRAME = re.compile(r'^\s+File "([^"]+)", line (\d+)')
# A frame of the application's own, in its replica's copy.
OWN = re.compile(r"/app/(?!.*site-packages)([^\"]+)$")
ERROR = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Warning|Exit|Unavailable|[A-Z]\w+)): ?(.*)$")

# What the error says, and what is likely behind it. The first that fits is told.
CAUSES = (
    (r"KeyError: '([A-Z][A-Z0-9_]+)'", "the lab gives no setting {0}: python -m labs contract lists what it gives"),
    (r"settings missing: (.+)", "the lab does not give {0}: python -m labs contract lists what it gives"),
    (
        r"No module named '(lib|taxes|cardnetwork)\b",
        "{0} is in neither the tree nor the environment: its source is in infra/before/fileserver",
    ),
    (r"No module named '([\w.]+)'", "{0} is neither in the tree nor among what the labs run on (make setup)"),
    (r"cannot import name '(\w+)' from '([\w.]+)'", "who imports {0} from {1} was forgotten when it went"),
    (r"relation \"(\w+)\" does not exist", 'nobody made the table {0}: app.py needs a command "init-db", or makes it'),
    (r"read-only transaction", "a view that writes uses the reader's session"),
    (r"Read-only file system|outside of the replica's own tree", "it writes to a disk that is not its own"),
    (r"NoSuchBucket", "the bucket is not the one that STATE_URL, or MODEL_BUCKET, names"),
    (r"NoCredentials|InvalidAccessKeyId|SignatureDoesNotMatch", "AWS_ACCESS_KEY_ID and its like are not the lab's"),
    (r"EndpointConnectionError|Could not connect to the endpoint", "AWS_ENDPOINT_URL is not the lab's"),
    (r"password authentication failed", "DB_USER or DB_PASSWORD is not the lab's"),
    (r"connection (?:to server at .*)?failed|Connection refused", "nothing listens there: see labs contract"),
    (r"(?:Syntax|Indentation|Tab)Error", "the file cannot be read as Python"),
    (r"NameError: name '(\w+)'", "who uses {0} was forgotten when it moved"),
    (r"TypeError: .*'str'", "a setting arrives as text: int(os.environ[…])"),
    (r"(?:not found|No such file or directory).*|Failed to find", "the CMD, or a path in it, is not there"),
    (r"Address already in use|is in use", "it does not listen on PORT"),
    (r"it listens on port (\d+)", "the port is written in the code, in a way that no hand edit of the runbook finds"),
)


def last_error(output: str) -> str:
    """At most five lines: where in the application's own code its last error came from, what it says, and the likely
    cause. Empty where nothing looks like an error."""
    lines = list(_unfolded(output))
    starts = [number for number, line in enumerate(lines) if line.strip().startswith(TRACEBACK)]
    told = _traceback(lines[starts[-1] :]) if starts else _plain(lines)
    if not told:
        return ""
    said = "\n".join(told)
    cause = likely_cause(said)
    return "\n".join([*told[: LINES - bool(cause)], *([f"Likely: {cause}."] if cause else [])])


def _unfolded(output: str) -> Iterator[str]:
    """Its lines; of one that is an object in JSON its traceback, or its message."""
    for line in output.splitlines():
        try:
            told = json.loads(line) if line.startswith("{") else None
        except ValueError:
            told = None
        if isinstance(told, dict):
            yield from str(told.get("exc_info") or told.get("message") or line).splitlines()
        else:
            yield line


def likely_cause(said: str) -> str:
    for pattern, cause in CAUSES:
        if found := re.search(pattern, said):
            return cause.format(*found.groups())
    return ""


def _traceback(lines: list[str]) -> list[str]:
    own, error = list[str](), ""
    for number, line in enumerate(lines[1:], 1):
        if (frame := FRAME.match(line)) and (path := OWN.search(frame[1])):
            own.append(f"{path[1]}:{frame[2]}: {lines[number + 1].strip() if number + 1 < len(lines) else ''}")
        elif ERROR.match(line):
            error = line
            break
    # What the library goes on to say below it helps nobody.
    return [*own[-2:], error[:300]] if error else []


def _plain(lines: list[str]) -> list[str]:
    """The last lines that look like an error."""
    found = [line.strip() for line in lines if re.search(r"[Ee]rror|missing|not found|refused|No such|in use", line)]
    return [line[:300] for line in found[-2:]]
