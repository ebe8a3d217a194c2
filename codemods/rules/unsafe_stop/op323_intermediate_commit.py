"""OP323: a commit in the middle of one unit of work.

A stop between the two commits leaves the first half for good: an order without its lines, a user without a profile.

Before::

    db.add(order)
    db.commit()
    db.add(OrderLine(order_id=order.id, book_id=request.json["book"]))
    db.commit()

After::

    db.add(order)
    db.flush()
    db.add(OrderLine(order_id=order.id, book_id=request.json["book"]))
    db.commit()

By hand: `flush()` gives the new row its key and finds what violates a constraint; commit once, when all is written.
Commit in between only what others must see at once, and let something find and finish what was left half done.

A call that leaves the process (a card network, mail, a queue, another program) parts two units, and no commit is merged
across it: a charge is not rolled back with the rows. Commit before it what is intended, whole and with a reference;
behind it, what came of it. Where the last step never comes, a job asks the other side by the reference.

A function with more than 40 commits fills a database, and is no unit of work: nothing is said of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.database.transactions import halves, is_commit
from codemods.domains.runtime.phases import Phase, phases
from codemods.model.names import last_name
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP323", "intermediate-commit", needles=(".commit()",), safety=Safety.UNSAFE)

# A new row's key, which comments tell of more often, is there after flush() too.
_MEANT = re.compile(
    r"(?i)\b(un)?lock|\breleas|\bvisible|\bothers?\b|\bcommit|\bworkers?\b|\bthreads?\b|\bcrash|\bsurviv|\bpersist"
    r"|\broll(ed)?.?back|\bdeliberate|\bon purpose|\beven if\b"
).search


@rule.find(ast.Call)
def intermediate(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The commits of a session behind which the same function goes on to write what belongs to the first rows."""
    if not is_commit(node):
        return
    found = halves(file, node)
    if found is None or not phases(file, node) & {Phase.SERVE, Phase.WORKER}:
        return
    remedy = "flush() here, and commit once at the end"
    reason = found.reason or _intent(file, node)
    yield file.finding(
        rule, node, "a stop behind this commit leaves half of the work in the database",
        f"{remedy}; but {reason}" if reason else remedy,
        safety=Safety.NONE if reason else Safety.UNSAFE,
        sites=(file.site(file.statement(node), "remove") if _flushed_next(file, node) else file.site(node),),
    )  # fmt: skip


def _intent(file: SourceFile, node: ast.Call) -> str:
    """Why somebody wants this commit just here: they say so, or rows are locked until it; "" where nothing shows it."""
    line = file.statement(node).lineno
    said = [file.lines[line - 1].partition("#")[2]]
    said += [each for each in file.lines[max(0, line - 3) : line - 1] if each.lstrip().startswith("#")]
    if any(map(_MEANT, said)):
        return "a comment says what this commit is for"
    function = file.function(node)
    locks = (each for each in ast.walk(function) if isinstance(each, ast.Call)) if function else ()
    if any(last_name(each.func) == "with_for_update" and each.lineno < line for each in locks):
        return "the rows that with_for_update() has locked stay locked until then"
    return ""


def _flushed_next(file: SourceFile, node: ast.Call) -> bool:
    """Whether the session is flushed right behind a commit that nothing is said of."""
    statement = file.statement(node)
    if "#" in file.lines[statement.lineno - 1]:
        return False
    block = next(
        each for _, each in ast.iter_fields(file.parents[statement]) if isinstance(each, list) and statement in each
    )
    following = block[block.index(statement) + 1 :][:1]
    flush = ast.unparse(node).removesuffix(".commit()") + ".flush()"
    return [ast.unparse(each) for each in following] == [flush]


@rule.rewrite("Call")
def flushed(node: cst.Call, finding: Finding, edit: Edit) -> cst.Call:
    """`flush()` for `commit()`."""
    import libcst as cst

    function = cst.ensure_type(node.func, cst.Attribute)
    return node.with_changes(func=function.with_changes(attr=cst.Name("flush")))
