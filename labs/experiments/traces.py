"""Where a service has kept something: on its replicas' disks, in the bucket, nowhere outside of its memory."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, Deployment

# What a service leaves in its tree, and nobody asks for.
PASSING = re.compile(r"(?:^|/)(?:__pycache__|lib|logs)/|\.(?:pyc|log(?:\.\d+)?)$|(?:^|/)model\.json$")
DATABASE = re.compile(r"\.(?:db|sqlite3?|shelve|dbm)(?:-\w+)?$")
STICKY = re.compile(r"route|server|replica|sticky|node|instance|alb|backend|host", re.IGNORECASE)


@dataclass(frozen=True)
class Traces:
    """New files in the replicas' trees and outside of them, and the keys of objects; photos is each one's content."""

    inside: Sequence[str]
    outside: Sequence[str]
    objects: Sequence[str]
    photos: frozenset[str]

    def of(self, photos: bool) -> "Traces":
        """Those of photos alone, or of everything else."""
        inside, outside, objects = (
            [name for name in each if (name in self.photos) == photos]
            for each in (self.inside, self.outside, self.objects)
        )
        return Traces(inside, outside, objects, self.photos)


def look(cluster: Cluster, shop: Deployment, photo: bytes) -> Traces:
    """What the running replicas of a deployment have left. A photo is known by its content."""
    inside, outside, photos = set[str](), set[str](), set[str]()
    known = {path.relative_to(shop.source).as_posix() for path in shop.source.rglob("*")}
    for replica in shop.replicas:
        with contextlib.suppress(OSError):
            for path in replica.tree.rglob("*"):
                name = path.relative_to(replica.tree).as_posix()
                if path.is_file() and name not in known and not PASSING.search(name):
                    inside.add(name)
                    photos |= {name} if path.read_bytes() == photo else set()
        outside |= set(replica.outside())
    photos |= {name for name in outside if re.search(r"\.(?:png|jpe?g|gif|webp)$", name)}
    sizes = _objects(cluster, shop)
    photos |= {key for key, size in sizes.items() if size == len(photo)}
    return Traces(sorted(inside), sorted(outside), sorted(sizes), frozenset(photos))


def _objects(cluster: Cluster, shop: Deployment) -> dict[str, int]:
    """The keys that lie below STATE_URL, and their sizes."""
    url = urlsplit(shop.settings["STATE_URL"])
    pages = cluster.store.client().get_paginator("list_objects_v2")
    found = pages.paginate(Bucket=url.netloc, Prefix=url.path.lstrip("/"))
    return {each["Key"]: each["Size"] for page in found for each in page.get("Contents", [])}


def kept_where(what: str, traces: Traces) -> list[str]:
    """Why things are lost that left these traces; what is their name."""
    told = []
    if traces.outside:
        folder = traces.outside[0].rpartition("/")[0] or "/"
        told.append(f"{what} are files in {folder}: each replica has a disk of its own, and that is part of it")
    if databases := [name for name in traces.inside if DATABASE.search(name)]:
        told.append(f"{what} are in {databases[0]}: a database in a file is a file on this replica's disk")
    elif traces.inside:
        told.append(f"{what} are files on the replica's own disk, such as {traces.inside[0]}")
    if traces.objects:
        told.append(
            f"{what} are written to the bucket, but read from elsewhere: from the disk, or from a copy in memory"
        )
    return told or [f"{what} are nowhere outside of the process: they are in one replica's memory, or were never kept"]


def sticky(customer: Customer) -> list[str]:
    """The cookies that are to tie a customer to a replica."""
    return [
        f"the cookie {name} is to tie a customer to a replica: it does not outlive the replica, nor do the carts there"
        for name in customer.cookies
        if name != "session" and STICKY.search(name)
    ]
