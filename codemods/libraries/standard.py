"""What of Python's own library reads the environment, sleeps, ends or starts something, and makes or changes values.

After the Python documentation; what it does with files is in `files`, what it logs in `loggers`.
"""

from __future__ import annotations

import re

# What gives a variable of the environment.
ENVIRONMENT_GETS = ("os.environ.get", "os.getenv")
# Its answer is the default where that is given, which is a text.
ENVIRONMENT_TEXTS = (*ENVIRONMENT_GETS, "os.environ.setdefault")
# What asks for a variable, whatever else it does.
ENVIRONMENT_READS = (*ENVIRONMENT_GETS, "os.environ.pop", "os.environ.setdefault", "os.environb.get")
# What a program does that only makes its port and the like ready.
PREPARES = (*ENVIRONMENT_GETS, "builtins.int", "builtins.str", "builtins.bool", "builtins.float")

# What sleeps, and keeps its thread from all else.
BLOCKING_SLEEPS = ("time.sleep", "gevent.sleep", "eventlet.sleep")
# All that sleeps.
SLEEPS = (*BLOCKING_SLEEPS, "asyncio.sleep")

# What ends the process.
EXITS = ("sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit")
# What ends it where it is raised.
RAISED = ("builtins.SystemExit", "builtins.KeyboardInterrupt")
# What a person's keyboard raises, and what ends a program or a generator.
INTERRUPTS = ("builtins.KeyboardInterrupt", "builtins.SystemExit", "builtins.GeneratorExit")
# Handlers of signals that ignore them.
IGNORED = ("signal.SIG_IGN", "signal.Handlers.SIG_IGN")
# Handlers that are there without a program's doing.
DEFAULTS = ("signal.SIG_DFL", "signal.Handlers.SIG_DFL", "signal.default_int_handler")
# What takes a function for the end of the process.
STOPS = ("signal.signal", "atexit.register", "asyncio.get_event_loop.add_signal_handler")

# What runs another program with a command that can be read.
RUNS = ("os.system", "os.popen", "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.Popen",
        "subprocess.check_output", "subprocess.getoutput")  # fmt: skip
# What starts a process.
STARTS = frozenset((*RUNS, "subprocess.getstatusoutput"))
# What starts one from a coroutine.
STARTS_ASYNC = frozenset(("asyncio.create_subprocess_exec", "asyncio.subprocess.create_subprocess_exec"))
# What runs another program, by the last word; a path beside it may be of that program.
RUNS_NAMED = frozenset(each.rpartition(".")[2] for each in RUNS)
# What begins beside the code that makes it.
THREADS = {
    "threading.Thread": "thread",
    "threading.Timer": "timer",
    "multiprocessing.Process": "process",
    "multiprocessing.context.Process": "process",
    "_thread.start_new_thread": "thread",
}

# What calls what it is given at once; `partial`, `property`, `dict` and the others only keep it.
CALLS_AT_ONCE = frozenset(
    ("map", "filter", "sorted", "min", "max", "reduce", "groupby", "accumulate", "starmap", "takewhile", "dropwhile",
     "filterfalse", "iter")
)  # fmt: skip
# What runs a function in another thread, or beside a connection, and is waited for; where the function stands.
CALLS_FOR = {"run_sync": 0, "to_thread": 0, "run_in_threadpool": 0, "run_in_executor": 1}
# What runs a function once and keeps what it returns.
ONCE = ("functools.cached_property", "functools.cache", "functools.lru_cache", "werkzeug.utils.cached_property",
        "django.utils.functional.cached_property")  # fmt: skip
# What leaves the module, runs code that is not seen, or changes the environment.
FOREIGN = frozenset(
    ("builtins.exec", "builtins.eval", "builtins.__import__", "builtins.exit", "builtins.quit", "sys.exit", "os._exit",
     "os.abort", "os.putenv", "os.unsetenv", "os.kill", "os.execv", "importlib.import_module", "runpy.run_path",
     "runpy.run_module")
)  # fmt: skip
# What imports a module by a name, by the last word, three times, as who asks has other libraries around it:
# what loads a plug-in, a file of settings, a class or a module of settings.
LOADS_PLUGIN = frozenset(("import_module", "load_module", "exec_module", "__import__"))
LOADS_FILE = frozenset(("import_module", "load_module", "__import__", "spec_from_file_location", "import_string"))
LOADS_CLASS = frozenset(("import_string", "import_module", "locate", "import_object", "__import__"))
# What adds to the search path of modules: the position of the folder.
SEARCH_PATH = {"sys.path.insert": 1, "sys.path.append": 0, "sys.path.extend": 0, "site.addsitedir": 0}

# What is another one each time.
RANDOM = re.compile(
    r"^(os\.urandom|secrets\.token_(hex|bytes|urlsafe)|uuid\.uuid[14]|random\.\w+|(random|secrets)\.SystemRandom\.\w+)$"
)
# Of these what gives bytes.
RANDOM_BYTES = ("os.urandom", "secrets.token_bytes")
# What nobody can guess.
UNGUESSABLE = re.compile(r"secrets\.token_(hex|urlsafe|bytes)$|uuid\.uuid[14]$")
# A process's own clock.
CLOCK = re.compile(r"^(time\.(time|monotonic|perf_counter)|datetime\.(datetime\.)?(now|utcnow))$")

# What gives a string.
STRINGS = ("builtins.str", "builtins.repr", "builtins.hex", "secrets.token_hex", "secrets.token_urlsafe")
# What gives a number.
NUMBERS = ("builtins.int", "builtins.float", "builtins.bool", "builtins.len", "builtins.ord", "time.time")
# What makes a collection.
CONTAINERS = frozenset(
    ("builtins.dict", "builtins.list", "builtins.set", "collections.defaultdict", "collections.deque",
     "collections.OrderedDict", "collections.Counter")
)  # fmt: skip
# Methods that change a collection which a process keeps.
CHANGERS = frozenset(
    ("append", "appendleft", "extend", "insert", "add", "update", "setdefault", "pop", "popleft", "popitem", "remove",
     "discard", "clear")
)  # fmt: skip
# Methods that change one which may be a row's, like `book.tags`: it is written at the next flush. `add`, `insert` and
# `update` are a session's or a query's too: those are among the writes of `sqlalchemy`.
MUTATES = frozenset(("append", "appendleft", "clear", "discard", "extend", "pop", "popitem", "remove", "setdefault"))
# What gives values without an end, and with how many arguments; None for any number.
ENDLESS = {"itertools.count": None, "itertools.cycle": None, "itertools.repeat": 1, "builtins.iter": 2}
# What makes a class at run time, or what maps one to a table: nothing but code can be kept so.
CLASS_MAKERS = ("builtins.type", "types.new_class", "collections.namedtuple", "typing.NamedTuple",
                "dataclasses.make_dataclass", "pydantic.create_model", "sqlalchemy.Table", "sqlalchemy.schema.Table",
                "sqlalchemy.orm.registry.map_imperatively")  # fmt: skip
# What makes a context of a generator, and the methods that end one.
MANAGERS = ("contextlib.contextmanager", "contextlib.asynccontextmanager")
ENDS_CONTEXT = ("__exit__", "__aexit__")
# What a class has as a base that others implement.
INTERFACES = ("abc.ABC", "abc.ABCMeta", "typing.Protocol", "typing_extensions.Protocol")
# Libraries whose classes copy a default for each object.
MODELS = ("pydantic", "pydantic_settings", "sqlmodel", "msgspec", "ninja", "attrs")

# What tells a time to measure by.
CLOCKS = re.compile(r"time\.(monotonic|perf_counter|process_time|thread_time)(_ns)?$|timeit\.default_timer$")

# What only waits, draws lots, or looks at the loop of the tasks.
IDLES = re.compile(
    r"(asyncio|gevent|eventlet|trio|anyio)\.sleep$|random\.\w+$|secrets\.(choice|randbelow)$"
    r"|asyncio\.(get_running_loop|get_event_loop|current_task|all_tasks)$"
)

# That code drives the ports, pins or buses of the machine that it runs on.
DEVICES = re.compile(
    rb"^[ \t]*(?:import|from)[ \t]+(?:serial|RPi|gpiozero|lgpio|pigpio|smbus2?|spidev|picamera2?|busio|usb|hid|can"
    rb"|bluetooth|bleak|adafruit_\w+|w1thermsensor|minimalmodbus)\b",
    re.MULTILINE,
)
