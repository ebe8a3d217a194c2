"""The worker: alone or beside others, and when its database goes away."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from labs.cluster import processes, service
from tests.pair.conftest import AFTER, Opening, Shop

MISSING = """
    SELECT count(*) FROM orders
    WHERE status = 'paid' AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.order_id = orders.id)"""
RECEIPT = re.compile(r"Receipt for order (\d+)\b")
# Of a database without row locks.
SQLITE = """
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

Session = sessionmaker(create_engine("sqlite:///shop.db"))
"""


def sell(shop: Shop, orders: int) -> None:
    """Paid orders, as the service writes them."""
    with shop.database.connect() as connection:
        connection.execute(
            "INSERT INTO orders (userid, reference, name, address, total, status, tried_at)"
            " SELECT 'ada', gen_random_uuid()::text, 'Ada', 'London', 1940, 'paid', now() FROM generate_series(1, %s)",
            [orders],
        )
        connection.execute(
            "INSERT INTO order_lines (order_id, book_id, quantity, price) SELECT id, 1, 1, 1450 FROM orders"
        )
        connection.execute(
            "INSERT INTO payments (order_id, charge, amount, tax) SELECT id, 'ch', total, 90 FROM orders"
        )


@contextlib.contextmanager
def working(shop: Shop, name: str) -> Iterator[processes.Process]:
    """A worker with a folder for temporary files of its own."""
    scratch = shop.tree.parent / name
    scratch.mkdir()
    with service.working(shop.tree, scratch / "log", {**shop.settings, "TMPDIR": str(scratch)}) as worker:
        yield worker


def is_alive(shop: Shop, name: str) -> bool:
    """What a probe asks."""
    command = [sys.executable, "heartbeat.py"]
    variables = {"TMPDIR": str(shop.tree.parent / name)}
    return subprocess.run(command, cwd=shop.tree, env=variables, check=False).returncode == 0


def test_several_write_each_receipt_once(open_shop: Opening) -> None:
    with open_shop("after, local") as shop, contextlib.ExitStack() as stack:
        sell(shop, 400)
        workers = [stack.enter_context(working(shop, f"worker-{number}")) for number in range(3)]
        processes.wait_until(lambda: shop.query(MISSING) == [(0,)], 60, "the receipts", workers[0])
        statuses = [worker.stop() for worker in workers]
        output = "".join(worker.output() for worker in workers)
        written = RECEIPT.findall(output)
        assert len(written) == len(set(written)) == 400
        assert sum(bool(RECEIPT.search(worker.output())) for worker in workers) > 1, "one did it all"
        assert "pauses" not in output
        assert statuses == [0, 0, 0]


def test_several_write_each_receipt_once_without_row_locks(tmp_path: Path) -> None:
    tree = service.copy(AFTER, tmp_path / "tree")
    (tree / "db.py").write_text(SQLITE)
    code = """
import logging, sys, threading
from datetime import UTC, datetime
import db, models, receipts
if sys.argv[1:]:
    models.Base.metadata.create_all(db.Session.kw["bind"])
    with db.Session() as session:
        session.add(models.Book(isbn="1", title="A", author="B", year=1, price=1))
        for number in range(60):
            order = models.Order(userid="a", reference=str(number), name="A", address="L", total=1, status="paid")
            order.tried_at, order.lines = datetime.now(UTC), [models.OrderLine(book_id=1, quantity=1, price=1)]
            order.payment = models.Payment(charge="ch", amount=1, tax=0)
            session.add(order)
        session.commit()
else:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    while receipts.missing_receipts():
        receipts.work()
"""
    secrets = ("DB_PASSWORD", "SECRET_KEY", "CARD_NETWORK_API_KEY")
    variables = {**service.environment(tree, {}), **dict.fromkeys(secrets, "x"), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code]
    subprocess.run([*command, "prepare"], cwd=tree, env=variables, check=True)
    workers = [subprocess.Popen(command, cwd=tree, env=variables, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    output = "".join(worker.communicate(timeout=60)[1] for worker in workers)
    assert [worker.returncode for worker in workers] == [0, 0], output
    written = RECEIPT.findall(output)
    assert sorted(map(int, written)) == list(range(1, 61))


def test_it_outlives_its_database(open_shop: Opening) -> None:
    with open_shop("after, local") as shop, working(shop, "worker") as worker:
        processes.wait_until(lambda: is_alive(shop, "worker"), 20, "the first sign of life", worker)
        with gone(shop):
            processes.wait_until(lambda: worker.output().count("pauses") > 1, 30, "two failures", worker)
            assert worker.popen.poll() is None
            assert is_alive(shop, "worker"), "a restart brings no database back"
        sell(shop, 1)
        processes.wait_until(lambda: shop.query(MISSING) == [(0,)], 40, "the receipt", worker)
        assert worker.stop() == 0


@contextlib.contextmanager
def gone(shop: Shop) -> Iterator[None]:
    """The database takes no connection, and has ended those that it had."""
    name = shop.database.database
    with replace(shop.database, database="postgres").connect() as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_a_sign_of_life_ages(open_shop: Opening) -> None:
    with open_shop("after, local") as shop, working(shop, "worker") as worker:
        beat = shop.tree.parent / "worker" / "bookshop-worker"
        processes.wait_until(beat.exists, 20, "the first sign of life", worker)
        assert is_alive(shop, "worker")
        worker.send(signal.SIGSTOP)
        os.utime(beat, (time.time() - 61,) * 2)
        assert not is_alive(shop, "worker")
        worker.send(signal.SIGCONT)
        processes.wait_until(lambda: is_alive(shop, "worker"), 10, "the next sign of life", worker)


def test_no_sign_of_life_is_none(tmp_path: Path) -> None:
    command = [sys.executable, str(AFTER / "heartbeat.py")]
    assert subprocess.run(command, env={"TMPDIR": str(tmp_path)}, check=False).returncode == 1
