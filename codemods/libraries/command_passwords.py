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
