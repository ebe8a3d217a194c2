"""A MySQL server: Debian's MariaDB. No wheel brings one."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from labs.cluster import processes
from labs.prove.profile import BadProfile

USUAL_PORT = 3306
USER, PASSWORD = "prove", "prove-password"
SYSTEM = ("/usr/sbin", "/usr/local/sbin")


@dataclass(frozen=True)
class Mysql:
    """A running server, and one of its databases."""

    process: processes.Process
    port: int
    socket: Path
    database: str

    def value(self, port: int, key: str) -> str:
        """What {mysql}, {mysql.host} and so on stand for, where it is reached by this port."""
        address = f"{USER}:{PASSWORD}@{processes.HOST}:{port}/{self.database}"
        values = {"": f"mysql://{address}", "address": address, "host": processes.HOST, "port": str(port)}
        return {**values, "user": USER, "password": PASSWORD, "name": self.database}[key]

    def say(self, statements: str) -> str:
        """What the server answers. Raises RuntimeError."""
        words = [_program("mariadb", "mysql"), "--no-defaults", f"--socket={self.socket}", "--user=root", "--batch"]
        done = subprocess.run([*words, "--skip-column-names"], input=statements, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"MySQL: {done.stderr.strip()}")
        return done.stdout

    def answers(self) -> bool:
        with contextlib.suppress(RuntimeError):
            return self.say("SELECT 1").strip() == "1"
        return False

    def copied(self, name: str) -> Mysql:
        """A new database with what this one holds."""
        words = [_program("mariadb-dump", "mysqldump"), "--no-defaults", f"--socket={self.socket}", "--user=root"]
        dump = subprocess.run([*words, "--routines", self.database], capture_output=True, text=True, check=True).stdout
        made = replace(self, database=name)
        self.say(f"CREATE DATABASE `{name}`; USE `{name}`;\n{dump}")
        return made

    def drop(self) -> None:
        self.say(f"DROP DATABASE IF EXISTS `{self.database}`")


def _program(*names: str) -> str:
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *SYSTEM))
    found = next((place for name in names if (place := shutil.which(name, path=path))), None)
    if found is None:
        raise BadProfile(
            "{mysql} needs a server, which no wheel brings and which is not here: apt-get install mariadb-server, "
            "or leave it out"
        )
    return found


@contextlib.contextmanager
def running() -> Iterator[Mysql]:
    """A fresh server with one user, who may do all, and one database. Raises BadProfile where there is none."""
    server, install = _program("mariadbd", "mysqld"), _program("mariadb-install-db")
    with processes.workspace("prove-mysql-", private=False) as folder:
        # Many services have no setting for the port.
        data, port = folder / "data", processes.free_port() if processes.accepts(USUAL_PORT) else USUAL_PORT
        if os.geteuid() == 0:
            os.chown(folder, processes.NOBODY, processes.NOBODY)
        options = ["--no-defaults", f"--datadir={data}"]
        normal = ["--auth-root-authentication-method=normal", "--skip-test-db"]
        done = subprocess.run(
            [install, *options, *normal], capture_output=True, text=True, check=False, cwd=folder,
            **processes.unprivileged(),
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{install} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        options += [f"--port={port}", f"--bind-address={processes.HOST}", f"--socket={folder / 'mysql.sock'}"]
        options += [f"--pid-file={folder / 'mysql.pid'}", "--innodb-flush-log-at-trx-commit=0"]
        process = processes.start(
            [server, *options], folder / "mysql.log", cwd=folder, privileges=processes.unprivileged()
        )
        made = Mysql(process, port, folder / "mysql.sock", "prove")
        try:
            processes.wait_until(made.answers, 60, "MySQL to answer", process)
            made.say(
                f"CREATE DATABASE prove; CREATE USER '{USER}'@'%' IDENTIFIED BY '{PASSWORD}'; "
                f"GRANT ALL ON *.* TO '{USER}'@'%'"
            )
            yield made
        finally:
            process.kill()
