"""Functions and methods that read, write, ask for, move and remove files, and those that make paths.

After the documentation of Python's `os`, `shutil`, `pathlib`, `tempfile` and `tarfile`, of Flask, NumPy, pandas,
joblib, matplotlib, PyTorch, OpenCV, Pillow and openpyxl.
"""

from __future__ import annotations

import re

# What storage.py has, by the qualified name that it stands in for: function, what it does, how many paths.
STORAGE = {
    "builtins.open": ("open", "", 1), "io.open": ("open", "", 1),
    "os.path.exists": ("exists", "ask", 1), "os.path.getsize": ("size", "ask", 1),
    "os.remove": ("delete", "delete", 1), "os.unlink": ("delete", "delete", 1),
    "os.listdir": ("listdir", "list", 1), "os.rename": ("rename", "write", 2), "os.replace": ("replace", "write", 2),
    "os.mkdir": ("mkdir", "make", 1), "os.makedirs": ("makedirs", "make", 1),
    "flask.send_file": ("send_file", "read", 1), "flask.helpers.send_file": ("send_file", "read", 1),
    "flask.send_from_directory": ("send_from_directory", "serve", 1),
    "flask.helpers.send_from_directory": ("send_from_directory", "serve", 1),
}  # fmt: skip

# What storage.py has not: position and keyword of the path, and what is done.
LIBRARIES: dict[str, tuple[int, str, str]] = {
    "sklearn.externals.joblib.dump": (1, "filename", "write"), "sklearn.externals.joblib.load": (0, "filename", "read"),
    "joblib.dump": (1, "filename", "write"), "joblib.load": (0, "filename", "read"),
    "numpy.save": (0, "file", "write"), "numpy.savez": (0, "file", "write"), "numpy.load": (0, "file", "read"),
    "pandas.ExcelWriter": (0, "path", "write"), "pandas.read_csv": (0, "filepath_or_buffer", "read"),
    "pandas.read_excel": (0, "io", "read"), "zipfile.ZipFile": (0, "file", ""), "tarfile.open": (0, "name", ""),
    "matplotlib.pyplot.savefig": (0, "fname", "write"), "torch.save": (1, "f", "write"),
    "cv2.imwrite": (0, "filename", "write"), "cv2.imread": (0, "filename", "read"),
    "cv2.VideoWriter": (0, "filename", "write"), "imageio.imwrite": (0, "uri", "write"),
    "numpy.savetxt": (0, "fname", "write"), "numpy.loadtxt": (0, "fname", "read"), "torch.load": (0, "f", "read"),
    "pandas.read_json": (0, "path_or_buf", "read"), "pandas.read_parquet": (0, "path", "read"),
    "pandas.read_pickle": (0, "filepath_or_buffer", "read"), "openpyxl.load_workbook": (0, "filename", "read"),
    "scipy.io.wavfile.write": (0, "filename", "write"), "soundfile.write": (0, "file", "write"),
    "wave.open": (0, "f", ""), "shelve.open": (0, "filename", "write"), "dbm.open": (0, "file", "write"),
    "urllib.request.urlretrieve": (1, "filename", "write"), "shutil.make_archive": (0, "base_name", "write"),
    "shutil.unpack_archive": (1, "extract_dir", "write"), "shutil.copytree": (1, "dst", "write"),
    "PIL.Image.open": (0, "fp", "read"), "shutil.rmtree": (0, "path", "delete"), "shutil.move": (1, "dst", "write"),
    "shutil.copy": (1, "dst", "write"), "shutil.copyfile": (1, "dst", "write"), "shutil.copy2": (1, "dst", "write"),
    "shutil.copyfileobj": (9, "", ""), "os.path.isfile": (0, "path", "ask"), "os.path.isdir": (0, "path", "ask"),
    "os.scandir": (0, "path", "ask"), "os.walk": (0, "top", "ask"), "os.stat": (0, "path", "ask"),
    "os.rmdir": (0, "path", "delete"), "glob.glob": (0, "pathname", "ask"), "os.path.getmtime": (0, "filename", "ask"),
    "aiofiles.open": (0, "file", ""), "codecs.open": (0, "filename", ""),
}  # fmt: skip

# Methods of tables, figures, models and uploads: the keyword of the path, and what is done.
METHODS: dict[str, tuple[str, str]] = {
    "to_csv": ("path_or_buf", "write"), "to_excel": ("excel_writer", "write"), "to_pickle": ("path", "write"),
    "to_parquet": ("path", "write"), "to_json": ("path_or_buf", "write"), "to_html": ("buf", "write"),
    "to_feather": ("path", "write"), "savefig": ("fname", "write"), "write_image": ("file", "write"),
    "write_html": ("file", "write"), "save_model": ("filepath", "write"), "save": ("dst", "save"),
}  # fmt: skip

# Methods of a `pathlib.Path`, and what is done.
PATH_METHODS = {
    "write_text": "write", "write_bytes": "write", "unlink": "delete", "touch": "write", "rmdir": "delete",
    "mkdir": "make", "read_text": "read", "read_bytes": "read", "exists": "ask", "is_file": "ask", "is_dir": "ask",
    "iterdir": "list", "glob": "list", "rglob": "list", "stat": "ask", "rename": "write", "replace": "write",
    "open": "",
}  # fmt: skip

# What only spells a path otherwise.
_SPELLS = ("builtins.str", "os.fspath", "os.path.abspath", "os.path.realpath")

# What does, with one argument: more of them a path would join.
WRAPS = (*_SPELLS, "pathlib.Path", "pathlib.PurePath")

# Keywords of send_file and send_from_directory that Flask 2 gave other names.
OLD_FLASK = ("attachment_filename", "cache_timeout", "add_etags", "filename")

# Django's and others' storages, which lie where their settings say.
STORAGE_OBJECTS = re.compile(r"(?i)storages?$")

# What copies to a place that it is given second.
COPIES = ("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree")

# What makes a path of all that it is given, and of nothing else: parents and parts of it, and joins, among them.
PATHS = re.compile(r"os\.path\.|pathlib\.|builtins\.str$|os\.fspath$")

# What opens a file for a path.
OPENS = ("builtins.open", "io.open", "codecs.open")

# What reads a file, or hands it to a client.
READERS = (*OPENS, "gzip.open", "aiofiles.open", "flask.send_file", "flask.send_from_directory")

# Methods of a path that do.
READING = ("read_text", "read_bytes")

# One of these stands in what does any of it.
READING_WORDS = (
    b"open", b"send_file", b"send_from", b"read_text", b"read_bytes", b"FileResponse", b"static_file", b"subprocess",
    b"os.system", b"copy",
)  # fmt: skip

# What asks whether there is a file, by the last word.
EXIST = frozenset(("exists", "lexists", "isfile", "is_file"))

# What reads one.
READ = frozenset(("open", "read_text", "read_bytes"))

# What is caught where there is none.
MISSING = frozenset(("FileNotFoundError", "OSError", "IOError", "EnvironmentError", "Exception"))

# What asks whether there is a folder.
ASKS_FOLDER = ("exists", "isdir", "is_dir")

# What makes one.
MAKES_FOLDER = ("makedirs", "mkdir")

# What an open file has that lies on a disk, and no other one.
DESCRIPTOR = ("fileno", "truncate", "name", "isatty")

# Locks on files, and the libraries for them.
LOCKS = re.compile(rb"\b(flock|lockf|fcntl|msvcrt|portalocker|filelock|FileLock|SoftFileLock|InterProcessLock)\b")

# Functions that make a path of their first argument, by the last word.
FROM_ARGUMENT = ("Path", "str", "dirname", "splitext", "basename", "abspath", "realpath", "join", "fspath")

# Methods that make one of their object.
FROM_OBJECT = ("with_suffix", "with_name", "with_stem", "joinpath", "replace", "rsplit", "split", "resolve",
                   "as_posix")  # fmt: skip

# What lists a folder.
FOLDERS = ("os.walk", "os.scandir", "os.listdir")

# What joins the parts of a path.
JOINS = ("os.path.join", "posixpath.join", "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath")

# What gives a path that is the same place as its argument, as far as a text can tell.
SAME_PATH = (*_SPELLS, "os.path.normpath", "os.path.expanduser", "os.path.expandvars")

# What keeps the folder in which its first argument lies: `~` and a variable would be another one.
FIRST_PART = (*JOINS, *_SPELLS, "os.path.normpath")

# Methods that keep the folder of their object.
SAME_FOLDER = ("resolve", "absolute", "joinpath", "format", "as_posix")

# The working directory.
HERE = ("os.getcwd", "pathlib.Path.cwd")

# What reads of an open file.
OPEN_READS = frozenset(
    ("read", "readline", "readlines", "seek", "tell", "close", "fileno", "name", "closed", "readable")
)

# What takes an open file and reads it, by its qualified name.
OPEN_READERS = re.compile(r"\.(?:safe_)?load$|^csv\.(?:reader|DictReader)$|^builtins\.(?:list|enumerate|iter|next)$")

# What makes a name of its argument that is as hard to guess.
SPELLS = re.compile(r"builtins\.(str|format|repr)$|pathlib\.(Pure)?Path$")

# What makes a temporary file, or a file in memory, and how those are called.
TEMPORARY = re.compile(
    r"^(tempfile|io)\.|\.(BytesIO|StringIO|TemporaryDirectory|NamedTemporaryFile|mkdtemp|mkstemp)$"
    r"|(^|\.)(get_?)?te?mp_?(dir|folder|path|file)$"
)

# What takes a path as a mere string, by the last word of its name.
TAKES_NAME = frozenset(
    ("basename", "dirname", "splitext", "split", "print", "debug", "info", "warning", "error", "exception", "flash",
     "endswith", "startswith", "len", "isinstance")
)  # fmt: skip

# Calls without an effect: an assignment of what they return can go, and so can a test that asks them.
PURE = re.compile(
    r"(os\.path|pathlib|posixpath|datetime|logging\.Formatter$|os\.environ\.get$|os\.getenv$|os\.getcwd$"
    r"|builtins\.(str|len|int|isinstance)$|time\.strftime$)"
)

# Methods without one.
PURE_METHODS = ("format", "get", "strftime", "joinpath", "resolve", "absolute", "now", "today", "exists", "is_dir")

# Modules with which a job has to do with nothing but its own machine.
OF_DISK = re.compile(r"^(os|shutil|glob|pathlib|tempfile|time|datetime|logging|builtins|stat|math|re)(\.|$)")

# What takes files and folders away, by the last word.
REMOVES = frozenset(("rmtree", "unlink", "remove", "rmdir", "removedirs", "cleanup"))

# What takes files away.
CLEANS = re.compile(r"^(os\.(remove|unlink|rmdir|removedirs)|shutil\.rmtree|pathlib\.\w+\.(unlink|rmdir))$")

# What moves a file.
MOVES = ("rename", "replace", "move")

# What asks whether a path is a device.
DEVICE_TESTS = ("S_ISCHR", "S_ISFIFO", "is_char_device", "is_fifo", "isatty")
