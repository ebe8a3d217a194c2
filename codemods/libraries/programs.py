"""Programs around a service: what runs another one, inits, shells, platforms; pip and what installs like it.

After the manuals of tini, dumb-init, Supervisor, the shells of POSIX, Heroku, Kubernetes, ECS and pip.
"""

from __future__ import annotations

import re

# What runs another command: how many words of its own come first, None where its options have to be passed over.
WRAPPERS = {
    "exec": 1, "ddtrace-run": 1, "tini": None, "dumb-init": None, "catchsegv": 1, "nohup": 1, "time": 1, "sudo": None,
    "env": None, "opentelemetry-instrument": None, "newrelic-admin": 2, "pipenv": 2, "poetry": 2, "uv": 2, "pdm": 2,
    "hatch": 2, "rye": 2, "su-exec": 2, "gosu": 2, "setsid": None, "chamber": None, "wait-for-it.sh": None,
    "xvfb-run": None,
}  # fmt: skip

# What a shell does itself, or what ends at once.
NO_PROCESSES = frozenset(
    ("[", "[[", "test", "true", ":", "echo", "printf", "exit", "return", "break", "continue", "source", ".", "set",
     "shift", "trap", "wait", "local", "read", "unset", "umask", "export", "ulimit", "type", "which", "kill")
)  # fmt: skip

# What only compares its words or says them.
NO_COMMANDS = frozenset(("[", "[[", "test", "echo", "printf"))

# What runs a script that it is given.
SHELLS = ("sh", "bash", "ash", "dash")

# Images whose /bin/sh is bash, by the last part of the name; AWS's images for functions are Amazon Linux.
OF_BASH = re.compile(
    r"(?:^|/)(?:ubi(?:\d+)?(?:-\w+)?|rhel\d*|centos\d*|fedora(?:-\w+)?|rockylinux|almalinux|amazonlinux|oraclelinux|archlinux"
    r"|opensuse)(?=[:@]|$)|(?:^|/)(?:ubi\d+|rhel\d+|rockylinux|almalinux)/|(?:^|/)opensuse/|(?:^|/)lambda/python(?=[:@]|$)"
)

# Images whose /bin/sh is busybox'.
OF_BUSYBOX = re.compile(r"alpine|busybox|wolfi|chainguard")

# What keeps the lines that it is piped in a file; with `-e` rotatelogs says them on.
KEEPS_LINES = ("rotatelogs", "cronolog", "multilog", "svlogd")

# What runs tests, or compares models with migrations, and ends.
TESTS = re.compile(
    r"(?:^|[\s/])(?:pytest|py\.test|tox|nox|nosetests|nose2|stestr|behave|robot|unittest)(?!\S)"
    r"|(?:^|[\s/])(?:run[-_]?)?(?:all[-_]?|unit[-_]?)?tests?\.(?:sh|py)(?!\S)"
    r"|\bmanage\.py\s+test\b|\bsetup\.py\s+(?:nose)?tests?\b|(?:^|\s)flask\s+(?:\S+\s+)*test(?!\S)|\bmakemigrations\b.*\s--check\b"
    r"|(?:^|\s)(?:flask\s+(?:\S+\s+)*db|alembic|manage\.py\s+db)\s+check(?!\S)"
    r"|(?:^|\s)(?:make|just|task|inv|invoke|poe|npm|yarn)\s+(?:run\s+)?(?:tests?|test[-_:]\S+|\w+[-_:]tests?)(?!\S)"
)

# What is process 1 instead, and passes signals on to a process that has the default action again.
INIT = re.compile(
    rb"\b(?:tini|dumb-init|catatonit|s6-svscan|supervisord|runit|circusd|honcho)\b|^\s*init:\s*[\"']?true\b|--init\b"
    rb"|\"/init\"",
    re.MULTILINE,
)

# What only a shell can do: there is no program of this name to be process 1.
BUILTINS = (
    "cd", "source", ".", "export", "set", "eval", "trap", "ulimit", "umask", "exit", "true", "false", ":", "echo",
    "if", "while", "for", "until", "case",
)  # fmt: skip

# With these dumb-init tells its child alone, as other inits do.
DUMB_INIT_ALONE = frozenset(("-c", "--single-child"))

# What stays in front of the command that it is given.
STAYING = ("su", "sudo", "runuser", "eval")

# What stands in front of pip and leaves its options alone.
PREFIXES = ("sudo", "exec", "time", "env", "command", "nohup")

# Options of pip and uv that take a value.
PIP_OPTIONS = frozenset(
    ("-i", "-f", "-t", "-d", "--index", "--extra-index", "--find-links", "--trusted-host", "--target", "--timeout",
     "--retries", "--progress-bar", "--prefix", "--root", "--cache-dir", "--python", "--platform", "--src", "--proxy",
     "--cert", "--client-cert", "--python-version", "--implementation", "--abi", "--only-binary", "--no-binary",
     "--upgrade-strategy", "--config-settings", "--global-option", "--install-option", "--log", "--exists-action",
     "--root-user-action", "--default-timeout", "--report", "--link-mode", "--group", "--resolution", "--prerelease",
     "-w", "--wheel-dir", "--dest")
)  # fmt: skip

# What is run beside a service, by the words of its image's name.
BESIDE = frozenset(
    ("postgres", "postgresql", "postgis", "pgpool", "pgbouncer", "patroni", "mysql", "mariadb", "mongo", "mongodb",
     "redis", "valkey", "memcached", "rabbitmq", "kafka", "zookeeper", "nats", "elasticsearch", "opensearch", "kibana",
     "nginx", "haproxy", "traefik", "envoy", "caddy", "httpd", "minio", "seaweedfs", "localstack", "prometheus",
     "grafana", "alertmanager", "agent", "exporter", "operator", "proxy", "vault", "consul", "influxdb", "clickhouse",
     "keycloak", "selenium", "jaeger", "fluentd", "vector", "registry", "clair", "loadgenerator", "locust", "db",
     "database")
)  # fmt: skip

# Images that stand in for a cloud on a machine of one's own.
EMULATORS = re.compile(
    r"(?:^|/)(?:localstack(?:-(?:pro|light|full))?|moto(?:server)?|azurite|fake-gcs-server|dynamodb-local|elasticmq(?:-native)?"
    r"|(?:cloud-)?(?:pubsub|datastore|firestore)-emulator|cosmosdb-emulator|firebase-emulators?)(?:[:@]|$)"
)

# What only installs: a fresh one of these does no harm to what the service runs on.
BOOTSTRAP = frozenset(("pip", "setuptools", "wheel"))

# Options that install elsewhere.
PIP_PLACES = ("--target", "-t", "--prefix", "--root", "--python")

# Options that install anew what is there already.
PIP_RENEWS = frozenset(("-U", "--upgrade", "-I", "--ignore-installed", "--force-reinstall"))

# Supervisor's program, and the section with its own settings.
SUPERVISOR = "supervisord"

# Options that change nothing of what is installed.
PIP_HARMLESS = frozenset(
    ("--no-cache-dir", "-q", "--quiet", "-U", "--upgrade", "--no-input", "--disable-pip-version-check")
)

# They install something else: what they are given stands in their own lock.
INSTALLERS = BOOTSTRAP | {"pipenv", "poetry", "uv", "pdm", "hatch", "pip-tools", "conda"}

# pip as a function.
PIP_FUNCTIONS = ("pip.main", "pip._internal.main")

# Files by which a platform like Heroku starts dynos.
DYNO = ("Procfile", "heroku.yml", "app.json")

# Files by which another one starts a service, each where the service lies or at the top.
PLATFORMS = (
    "fly.toml", "render.yaml", "rockcraft.yaml", "zappa_settings.json", "Dockerrun.aws.json", "captain-definition",
    "heroku.yml", "railway.json", "railway.toml",
)  # fmt: skip

# Of these the name says too little: Cloud Foundry's, App Engine's and App Runner's.
PLATFORMS_BY_TEXT = {
    **dict.fromkeys(("manifest.yml", "manifest.yaml"), re.compile(r"^applications:", re.MULTILINE)),
    **dict.fromkeys(("app.yaml", "app.yml"), re.compile(r"^runtime:[ \t]*[\"']?(?:python|custom)", re.MULTILINE)),
    **dict.fromkeys(("apprunner.yaml", "apprunner.yml"), re.compile(r"^runtime:[ \t]*[\"']?python", re.MULTILINE)),
}

# What runs containers elsewhere: kinds of Kubernetes and OpenShift, a task of ECS.
WORKLOAD = re.compile(
    rb"^[ \t-]*[\"']?kind[\"']?:[ \t]*[\"']?(?:Deployment|StatefulSet|DaemonSet|Rollout|DeploymentConfig|ClowdApp)\b"
    rb"|\bcontainerDefinitions\b|\bContainerDefinitions\b|AWS::ECS::|\baws_ecs_task_definition\b",
    re.MULTILINE,
)

# What runs tests, checks or a profiler, and never serves.
TRIES_CODE = frozenset(("pytest", "nox", "tox", "py-spy", "memray", "locust", "flake8", "ruff", "mypy", "pre-commit"))

# What is asked of the machine, and only the machine can say: no build knows it.
TELL_OF_MACHINE = frozenset((
    "hostname", "nproc", "id", "whoami", "uname", "arch", "ip", "ifconfig", "date", "lscpu", "free", "df", "getconf",
    "nvidia-smi", "rocm-smi", "uptime", "lsb_release", "pgrep", "pidof", "ps", "ulimit", "locale", "which", "command",
))  # fmt: skip

# Programs that read a database, or fill one, by the name that they are given; those that only make it are none.
DATABASE_CLIENTS = (
    "mysqldump|mariadb-dump|mydumper|mysqlimport|mysql(?!\\w|://|[-_.])|mariadb(?!\\w|://|[-_.])|pg_dump|pg_restore|psql|vacuumdb|reindexdb"
    "|mongodump|mongorestore|mongoexport|mongoimport|mongosh"
)
