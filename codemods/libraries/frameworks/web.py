"""What frameworks of the web run, make and keep: decorators, registrations, classes, names.

After the documentation of Flask and its extensions, Quart, FastAPI, Starlette, Dash, Django, aiohttp, Tornado, Celery,
RQ and APScheduler.
"""

from __future__ import annotations

import re

from codemods.vocabulary.phases import Handing, Phase
from codemods.vocabulary.signs import Sign

# What of Flask is of the request and its answer alone.
REQUESTS = re.compile(r"flask\.(g|session|(request|make_response|jsonify|Response|redirect)(\..*)?)")

# What gives objects of any kind: nothing is known of theirs.
GIVES_ANYTHING = re.compile(
    r"(builtins|functools|itertools|operator|copy|collections|contextlib|contextvars|threading|werkzeug|importlib"
    r"|sqlalchemy\w*|sqlmodel|flask\.(g|current_app|session|globals)|(flask_\w+\.)+current_user)\b"
)

# What hands its first argument on: partial(f), LocalProxy(f)().
WRAPPERS = ("functools.partial", "werkzeug.local.LocalProxy", "functools.wraps", "builtins.staticmethod")

# A proxy and the name of the decorator whose function loads what stands behind it.
LOADED = {
    "flask_login.current_user": "user_loader",
    "flask_login.utils.current_user": "user_loader",
    "flask_jwt_extended.current_user": "user_lookup_loader",
}

# Decorators of what templates call.
HELPERS = ("context_processor", "app_context_processor", "template_filter", "app_template_filter", "template_global",
            "app_template_global", "template_test", "app_template_test")  # fmt: skip

# When a function runs, by the last word of its decorator.
DECORATORS: dict[str, tuple[Phase, ...]] = {
    **dict.fromkeys(
        (
            "route", "websocket", "api_route", "before_request", "after_request", "teardown_request",
            "teardown_appcontext", "before_app_request", "after_app_request", "teardown_app_request",
            "context_processor", "app_context_processor", "errorhandler", "app_errorhandler", "exception_handler",
            "url_value_preprocessor", "url_defaults", "app_url_defaults", "template_filter", "app_template_filter",
            "template_global", "app_template_global", "template_test", "app_template_test", "middleware",
            "verify_password", "verify_token", "get_password", "get_user_roles", "error_handler", "clientgetter",
            "grantgetter", "tokengetter", "expose", "expose_api", "callback", "clientside_callback",
            "message_handler", "api_view", "require_http_methods", "view_config",
        ),
        (Phase.SERVE,),
    ),
    **dict.fromkeys(("before_first_request", "before_app_first_request"), (Phase.START, Phase.SERVE)),
    **dict.fromkeys(("command", "group", "option", "shell_context_processor", "shell"), (Phase.COMMAND,)),
    **dict.fromkeys(
        ("task", "shared_task", "periodic_task", "db_task", "db_periodic_task", "actor", "job", "scheduled_job",
         "background_task", "cron", "on_message"),
        (Phase.WORKER,),
    ),
    **dict.fromkeys(
        ("before_serving", "while_serving", "before_server_start", "after_server_start", "main_process_start"),
        (Phase.START,),
    ),
    **dict.fromkeys(
        ("after_serving", "before_server_stop", "after_server_stop", "main_process_stop"),
        (Phase.STOP,),
    ),
    "fixture": (Phase.TEST,),
}  # fmt: skip

# Decorators of Flask-Login and others that a request runs.
LOADERS = re.compile(r"_(loader|route)$|^(unauthorized|needs_refresh)_handler$")

# What holds what the request at hand brought.
OF_REQUESTS = re.compile(
    r"^((flask|quart)\.(globals\.)?(request|session|g)|flask_login\.(utils\.)?current_user|bottle\.request)(\.|$)"
)

# Methods of an object that is made for each request, before the one that answers it.
PREPARES = frozenset(("__init__", "__post_init__", "setup", "dispatch", "dispatch_request", "initial", "initialize",
                      "initialize_request", "prepare"))  # fmt: skip

# What makes of a function one that a call only hands over: to a task of the loop, to a queue.
DETACHES = re.compile(
    r"^(fastapi_utils(\.tasks)?\.repeat_every|fastapi_utilities(\.\w+)*\.repeat_(every|at)|background_task(\.tasks)?\.background"
    r"|huey\.(\w+\.)*(db_)?(periodic_)?task|unsync(\.unsync)?\.unsync)$"
)

# Decorators of views by the method.
VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "view", "any")

# Decorators of requests that a library has as functions of its own, called without an application.
ROUTE_FUNCTIONS = frozenset(
    f"bottle.{owner}{name}"
    for owner in ("", "Bottle.")
    for name in ("get", "post", "put", "patch", "delete", "error", "hook")
)

# When an application runs what it is given by that name: an argument, or a list of its own that is added to.
HOOKS = {"lifespan": Phase.START, "on_startup": Phase.START, "cleanup_ctx": Phase.START, "on_shutdown": Phase.STOP,
          "on_cleanup": Phase.STOP}  # fmt: skip

# What adds to a list, and what is told when to run a function, with its place and that of the word.
ADDS_HOOKS = frozenset(("append", "extend", "insert"))
HOOKED = {"add_event_handler": (1, 0), "register_listener": (0, 1)}
HOOK_WORDS = {"startup": Phase.START, "shutdown": Phase.STOP}

# What becomes of a function that a call is given, by the last word of the call.
REGISTERS: dict[str, tuple[Phase, ...] | Handing] = {
    **dict.fromkeys(
        (
            "add_url_rule", "add_resource", "add_api_route", "add_route", "add_websocket_route", "add_get", "add_post",
            "add_put", "add_delete", "add_patch", "add_view", "register_error_handler", "add_exception_handler",
            "add_template_filter", "add_app_template_filter", "add_template_global", "add_template_test", "on_event",
            "path", "re_path", "url", "Route", "WebSocketRoute", "add_middleware", "url_rule",
        ),
        (Phase.SERVE,),
    ),
    **dict.fromkeys(("add_command", "create_command"), (Phase.COMMAND,)),
    **dict.fromkeys(("enqueue", "enqueue_call", "enqueue_in", "enqueue_at", "add_periodic_task"), (Phase.WORKER,)),
    **dict.fromkeys(
        ("Thread", "Timer", "Process", "submit", "start_new_thread", "start_background_task", "spawn", "spawn_later",
         "run_in_executor", "add_job", "schedule_job", "add_task", "to_thread", "create_task", "ensure_future"),
        Handing.THREAD,
    ),
    **dict.fromkeys(
        ("map", "imap", "imap_unordered", "starmap", "apply", "sort", "sub", "run", "run_until_complete", "run_sync",
         "gather", "call", "retry_call", "run_simple", "with_resource"),
        Handing.NOW,
    ),
}  # fmt: skip

# aiohttp's functions that make a route of a path and a handler: `web.get("/books", books)`.
ROUTE_TABLES = frozenset(
    f"aiohttp.{module}.{name}"
    for module in ("web", "web_routedef")
    for name in ("route", "view", "get", "post", "put", "patch", "delete", "head", "options")
)

# Packages with classes of views.
FRAMEWORKS = re.compile(
    r"(flask|quart|django|rest_framework|starlette|fastapi|tornado|aiohttp|sanic|falcon|connexion|pyramid)\w*(\.|$)"
)

# What their names end with.
VIEW_CLASS = re.compile(r"(View|ViewSet|Resource|RequestHandler|Endpoint|Api|Middleware)$")

# Base class, method, phase.
CLASSES = [
    (re.compile(base), re.compile(method), phase)
    for base, method, phase in (
        (r"(flask_wtf|wtforms)\b.*Form$", r"validate|populate", Phase.SERVE),
        (r"graphene\..*(ObjectType|Mutation)$", r"mutate|resolve_", Phase.SERVE),
        (r"(flask_)?socketio\..*Namespace$", r"on_|trigger_event", Phase.SERVE),
        (r"http\.server\.\w+Handler$|socketserver\.\w+Handler$", r"do_|handle", Phase.SERVE),
        (r"(threading\.Thread|multiprocessing\.Process|celery\.Task|celery\.app\.task\.Task)$", r"run$", Phase.WORKER),
        (r"flask_script\.\w*Command$", r"run$|__call__$", Phase.COMMAND),
        (r"django\.core\.management\.\w*(\.\w+)?Command$", r"handle", Phase.COMMAND),
        (r"django\.apps\.(config\.)?AppConfig$", r"ready$", Phase.START),
        (r"unittest\.(case\.)?\w*TestCase$|flask_testing\.", r"", Phase.TEST),
    )
]

# Libraries whose every decorator takes a handler of requests.
BOTS = ("linebot.", "slack_bolt.", "telebot.", "flask_ask.", "zappa.")

# Methods of a resource of Falcon's, which has no base class, and their first arguments.
RESPONDERS = re.compile(
    r"on_(get|post|put|patch|delete|head|options|websocket)(_\w+)?$|process_(request|response|resource)$"
)
RESPONDS_TO = re.compile(r"_?req(uest)? _?(resp(onse)?|ws|web_?socket)$")

# Where an application keeps what is the service's: in its own entries (aiohttp), or in an attribute of its own.
APPLICATION_ITEMS = Sign(rb"\baiohttp\b")
APPLICATION_STATES = {
    "state": Sign(rb"\b(fastapi|starlette|litestar)\b"),
    "ctx": Sign(rb"\bsanic\b"),
}

# The arguments of a WSGI and of an ASGI application.
CALLABLES = (("environ", "start_response"), ("scope", "receive", "send"))

# What makes a function one of the start by its own definition, or by being handed over.
DECLARING = re.compile(
    rb"\b(?:before_(?:app_)?first_request|before_serving|while_serving)\b|on_event\(\s*(?:\w+\s*=\s*)?[\"']startup"
    rb"|\blifespan\s*=|\bon_startup\b|add_event_handler\(\s*[\"']startup|\bdef ready\("
)

# One of these stands in all that it matches.
DECLARED = (
    b"before_first_request",
    b"before_app_first_request",
    b"before_serving",
    b"while_serving",
    b"on_event",
    b"lifespan",
    b"on_startup",
    b"add_event_handler",
    b"ready",
)

# A module that makes an application, and words one of which stands in it.
MAKING_WORDS = (b"Flask(", b"Quart(", b"Sanic(", b"Dash(", b"Starlette(", b"FastAPI(", b"Bottle(", b"create_app(")

MAKING = re.compile(rb"\b(Flask|Quart|Sanic|Dash|Starlette|FastAPI|Bottle|create_app)\(")

# Methods of HTTP that change nothing (RFC 9110, 9.2.1).
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))

# Decorators of views that are told the methods, all of them where they are told none; some by position.
ANY_ROUTES = frozenset(("route", "api_route", "view", "expose", "api_view", "require_http_methods", "view_config"))
METHODS_BY_POSITION = ("api_view", "require_http_methods")

# Decorators that let no other method in.
SAFE_ROUTES = frozenset(("require_GET", "require_safe"))

# Calls that register a view which may read.
REGISTERS_READING = frozenset((
    "add_url_rule", "add_route", "add_api_route", "add_get", "add_resource", "path", "re_path", "url", "Route",
))  # fmt: skip

# How base classes of views are called, in whatever library, and their methods that answer GET.
ANSWERING_CLASS = re.compile(r"(View|ViewSet|Resource|Handler|Endpoint|Api|Controller)$", re.IGNORECASE)
READING_METHODS = frozenset(("get", "list", "retrieve"))

# What answers with a file.
ANSWERS_WITH_FILE = re.compile(
    r"(^|\.)(FileResponse|send_file|send_from_directory|StreamingHttpResponse|static_file|file_stream|sendfile)$"
)

# Decorators of views.
ROUTES = ("route", "get", "post", "put", "patch", "delete")

# What is given a view without a decorator, and what puts views below a path.
ADDING_VIEWS = frozenset(("add_get", "add_resource", "add_route", "add_url_rule", "add_view"))
GROUPS_OF_VIEWS = ("Blueprint", "Namespace")
BELOW_A_PATH = frozenset(("Blueprint", "Namespace", "add_namespace", "register_blueprint"))

# Decorators that look at the request or the response, and never at the database in a session of the view's.
TRUSTED = re.compile(
    r"(flask|flask_login|flask_caching|flask_limiter|flask_cors|flask_jwt_extended|flask_httpauth|flasgger|functools"
    r"|flask_babel|flask_security|flask_compress)\b"
)

# Decorators of the same packages that hand the function over to run by itself.
REGISTERING = re.compile(r"route|before|after|teardown|post|put|patch|delete|handler|loader|context_processor")

# Decorators of what a service runs.
SERVED = frozenset((*ROUTES, "websocket", "command", "task"))

# Base classes of what a service runs.
SERVED_BASES = re.compile(r"(Model|View|ViewSet|Resource|Form|Schema|Serializer|Enum|Error|Exception)$")

# Classes and functions that make an application.
APPLICATIONS = re.compile(
    r"(flask|quart|fastapi|starlette|sanic|dash|connexion|bottle|falcon|aiohttp|flask_openapi3|apiflask|django)\b"
    r".*\.(Flask|Quart|FastAPI|Starlette|Sanic|FlaskApp|App|Application|Bottle|APIFlask|OpenAPI|server"
    r"|get_wsgi_application|get_asgi_application)$"
)

# What makes an ASGI application, or puts a WSGI one under one.
ASGI = re.compile(
    rb"^[ \t]*(?:from|import)[ \t]+(?:quart|connexion|fastapi|starlette|litestar|sanic|asgiref\.wsgi|a2wsgi|uvicorn)\b",
    re.MULTILINE,
)

# What puts one application under another.
MOUNTS = re.compile(rb"\b(?:DispatcherMiddleware|WSGIMiddleware)\b")

# That a service serves at all: four lists of words in bytes, each for another kind of file.
SERVING = re.compile(
    rb"\b(flask|fastapi|starlette|django|aiohttp|bottle|tornado|sanic|quart|falcon|pyramid|dash|socketio)\b"
)

# A script that starts an application, and words one of which stands in all that it matches.
IN_SCRIPT = re.compile(
    rb"\b[Ff]lask|fastapi|FastAPI|starlette|\bdash\b|aiohttp|tornado|django|quart|bottle|create_app|http\.server"
)

IN_SCRIPT_WORDS = (
    b"lask", b"fastapi", b"FastAPI", b"starlette", b"dash", b"aiohttp", b"tornado", b"django", b"quart", b"bottle",
    b"create_app", b"http.server",
)  # fmt: skip

# A module that starts a server of a framework's own, by whatever name.
IN_STARTER = re.compile(rb"flask|dash|quart|socketio|connexion|create_app|import app\b", re.IGNORECASE)

# A file beside which a file of settings is a service's.
IN_SERVICE = (
    b"flask",
    b"Flask",
    b"fastapi",
    b"sanic",
    b"aiohttp",
    b"bottle",
    b"falcon",
    b"starlette",
    b"quart",
    b"tornado",
)

# Methods of Flask's application that make a context.
CONTEXTS = ("app_context", "test_request_context", "request_context")

# Methods of Flask's application and its extensions that only set it up.
SETTERS = frozenset(
    ("init_app", "register_blueprint", "run", "add_url_rule", "register_error_handler", "errorhandler", "route",
     "before_request", "after_request", "teardown_appcontext", "add_resource", "add_namespace", "from_object")
)  # fmt: skip

# Classes of Flask's extensions.
EXTENSIONS = frozenset(
    ("Migrate", "SQLAlchemy", "LoginManager", "Mail", "Bcrypt", "Marshmallow", "CORS", "JWTManager", "SocketIO", "Api",
     "Admin", "Security", "Limiter", "Cache")
)  # fmt: skip

# Where Flask keeps what a request gives: strings, and who knows what else.
REQUEST = tuple(f"flask.request.{each}" for each in ("form", "args", "values", "cookies", "headers"))

# What keeps objects of any kind.
KEEPERS = ("flask.g", "flask.session", "flask.current_app", "builtins.globals", "builtins.vars", "builtins.getattr")

# Arguments of Flask's application that name a folder which it serves.
SERVED_FOLDERS = ("static_folder", "template_folder")

# Classes and functions that answer with a generator.
STREAMS = ("Response", "stream_with_context", "StreamingResponse", "StreamingHttpResponse", "make_response")

# What Flask, Django, servers, test runners and other tools find by its name.
FOUND_BY_NAME = frozenset((
    "manage", "setup", "conftest", "wsgi", "asgi", "settings", "config", "gunicorn", "celeryconfig", "celery", "tasks",
    "fabfile", "noxfile", "locustfile", "__main__", "__init__", "main", "app", "application", "run", "server",
))  # fmt: skip

# Functions that a server, a platform or a tool calls by their names alone: factories of applications, gunicorn's hooks.
CALLED_BY_NAME = frozenset((
    "create_app", "make_app", "get_app", "app", "application", "main", "run", "cli", "setup", "teardown", "register",
    "includeme", "handler", "lambda_handler", "load_tests", "upgrade", "downgrade", "on_starting", "on_reload",
    "when_ready", "pre_fork", "post_fork", "post_worker_init", "worker_int", "worker_abort", "pre_exec", "child_exit",
    "worker_exit", "nworkers_changed", "on_exit", "pre_request", "post_request", "ssl_context", "handler400",
    "handler403", "handler404", "handler500",
))  # fmt: skip

# Libraries that make rows for tests.
FACTORIES = re.compile(rb"^[ \t]*(?:from|import)[ \t]+(?:factory|faker|model_bakery|mixer)\b", re.MULTILINE)

# What frameworks are installed as.
INSTALLED = frozenset((
    "flask", "quart", "fastapi", "starlette", "django", "aiohttp", "tornado", "sanic", "bottle", "falcon", "pyramid",
    "connexion", "litestar",
))  # fmt: skip

# What drives tests is installed as; and what nobody names among what a service needs, as many do the others.
DRIVES_TESTS = re.compile(
    r"^(?:pytest(?:[-_].*)?|nose2?|testtools|stestr|schemathesis|playwright|selenium|testcontainers)$", re.IGNORECASE
)
ONLY_TESTS = re.compile(
    r"^(?:robotframework(?:[-_].*)?|behave|lettuce|tavern|avocado-framework|iqe-core)$", re.IGNORECASE
)

# Imports of what only a runner of tests takes, and of what classes of tests are made of.
TESTERS = re.compile(
    rb"^(?:from|import)[ \t]+(?:behave|locust|pytest|pytest_bdd|lettuce|radish|aloe|nose|nox|robot|molotov)\b",
    re.MULTILINE,
)
TEST_CASES = Sign(
    rb"^(?:from|import)[ \t]+(?:unittest2?|django\.test|rest_framework\.test|flask_testing|asynctest)\b",
    re.MULTILINE,
)

# Libraries whose functions a person runs on machines, or on the tree.
OPERATING = re.compile(rb"^[ \t]*(?:from|import)[ \t]+(?:invoke|fabric|fabtools|pyinfra|doit|paver)\b", re.MULTILINE)

# What lets pages of other sites ask; how those who keep no cookies say who they are; who is known by a cookie.
CROSS_ORIGIN = re.compile(rb"\bCORS\(|\bcors\.init_app\(|\bcross_origin\b|Access-Control-Allow-Origin|CORSMiddleware")
TOKENS = re.compile(rb"\bflask_jwt(?:_extended)?\b|\bHTTPTokenAuth\b|headers(?:\.get\(|\[)[\"']Authorization")
COOKIES = re.compile(
    rb"\bflask_login\b|\bflask_session\b|(?<![.\w])(?:flask\.)?session(?:\.get\(|\[)[\"']|\bset_(?:access_|refresh_)?cookies?\b|JWT_TOKEN_LOCATION"
)
# `SESSION_COOKIE_SAMESITE = "None"`: a frontend of another site brings the cookie too.
SENT_FROM_ANYWHERE = re.compile(rb"(?i:\w*SAMESITE)\b[\"']?\]?[ \t]*(?::[^=\n]*)?[=:][^\n#]*[\"']None[\"']")
