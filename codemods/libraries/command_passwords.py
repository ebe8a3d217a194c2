"""Where programs take a password on their command line, after the manual of each."""

from __future__ import annotations

# Between words: a shell's line, a list of words in JSON or YAML.
_GAP = r"(?:[\s\"',\\=]|(?<=\s)-\s)*"
_USER = r"[^\s:\"',$]+"

# What stands before the password, behind the name of the program.
BEFORE_PASSWORDS: dict[str, str] = {
    "curl": rf"(?:(?<=[\s\"'])-\w*[uU]|--user|--proxy-user){_GAP}{_USER}:",
    "https?|xh": rf"(?<=[\s\"'])(?:-a|--auth){_GAP}{_USER}:",
    "(?:mysql|mariadb)(?:dump|admin|import|show|pump|check|-dump|-admin)?|mycli": r"(?<=[\s\"'])-p(?=\S)",
    "redis-cli|valkey-cli": rf"(?<=[\s\"'])-a{_GAP}",
    "mongo(?:sh|dump|restore|export|import|stat)?|cqlsh|sshpass": rf"(?<=[\s\"'])-p{_GAP}",
    "(?:docker|podman|helm|nerdctl|buildah|skopeo)": rf"\blogin\b[^\n;|&]*?[\s\"']-p{_GAP}",
    "ldap(?:search|add|modify|delete|passwd|whoami)": rf"(?<=[\s\"'])-w{_GAP}",
    "smbclient|rpcclient": rf"(?<=[\s\"'])-U{_GAP}[^\s%\"']+%",
    "sqlcmd|bcp": rf"(?<=[\s\"'])-P{_GAP}",
    "lftp": rf"(?<=[\s\"'])-u{_GAP}[^\s,\"']+,",
    "rabbitmqctl": rf"(?:add_user|change_password|authenticate_user){_GAP}{_USER}{_GAP}",
    "htpasswd": rf"(?<=[\s\"'])-\w*b\w*{_GAP}\S+{_GAP}{_USER}{_GAP}",
    "openssl": rf"(?:\bpass:|(?<=[\s\"'])-k{_GAP})",
    "aws": rf"configure{_GAP}set{_GAP}(?:[\w.-]+\.)?aws_(?:secret_access_key|session_token){_GAP}",
    "celery|flower": rf"--basic[_-]auth{_GAP}{_USER}:",
}

# Programs that read a password from what is piped to them.
PIPED_TO = r"--password-stdin|chpasswd|sudo\s+(?:-\w+\s+)*-\w*S|--passphrase-fd"

_YES = frozenset(("yes", "true", "1", "on"))
_NO = frozenset(("no", "false", "0", "off"))

# Variables of servers' images with which the server lets everybody in, each with the values that do so, in lower case.
LETS_IN = {
    "POSTGRES_HOST_AUTH_METHOD": frozenset(("trust",)),
    "MYSQL_ALLOW_EMPTY_PASSWORD": _YES,
    "MARIADB_ALLOW_EMPTY_PASSWORD": _YES,
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": _YES,
    "ALLOW_EMPTY_PASSWORD": _YES,
    "XPACK.SECURITY.ENABLED": _NO,
    "DISABLE_SECURITY_PLUGIN": _YES,
    "PLUGINS.SECURITY.DISABLED": _YES,
    "NEO4J_AUTH": frozenset(("none",)),
    "INFLUXDB_HTTP_AUTH_ENABLED": _NO,
}

# A password that is given all the same is asked for: of whom may do everything, or of everybody.
UNLESS_GIVEN = {
    "MYSQL_ALLOW_EMPTY_PASSWORD": ("MYSQL_ROOT_PASSWORD",),
    "MARIADB_ALLOW_EMPTY_PASSWORD": ("MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD"),
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": ("MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD"),
    "ALLOW_EMPTY_PASSWORD": (
        "POSTGRESQL_PASSWORD", "POSTGRESQL_POSTGRES_PASSWORD", "POSTGRES_PASSWORD", "MYSQL_ROOT_PASSWORD",
        "MARIADB_ROOT_PASSWORD", "REDIS_PASSWORD", "MONGODB_ROOT_PASSWORD",
    ),
}  # fmt: skip
