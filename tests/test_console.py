"""What holds a page against its commands sees what is another output."""

from pathlib import Path

import pytest

from tests.console import Done, Step, assert_as_told, is_printed, shell, steps

PAGE = """Words.

```console
$ cat > a << 'END'
> one
>
>   two
> END
$ cat a
one
…
$ cd b && pwd | sed 's=.*/=='
b
$ cat ../a || echo "exit code $?"
one two
```
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "here/b").mkdir(parents=True)
    (tmp_path / "page.md").write_text(PAGE)
    return tmp_path / "page.md"


def test_a_command_may_have_many_lines(page: Path) -> None:
    first, second, *_ = steps(page)
    assert first == Step("cat > a << 'END'\none\n\n  two\nEND", "")
    assert second == Step("cat a", "one\n…\n")


def test_a_page_that_tells_the_truth_passes_and_no_other_does(page: Path) -> None:
    assert_as_told(page, page.parent / "here", {})
    page.write_text(PAGE.replace("one two", "one three"))
    with pytest.raises(AssertionError, match="exit code"):
        assert_as_told(page, page.parent / "here", {})


def test_what_warns_or_is_a_wrong_call_is_no_truth(page: Path) -> None:
    assert shell(["echo a >&2", "false"], page.parent / "here", {}) == [Done(0, "", "a\n"), Done(1, "", "")]
    for command in ("echo a >&2", "sh -c 'exit 2'"):
        page.write_text(f"```console\n$ {command}\n```\n")
        with pytest.raises(AssertionError):
            assert_as_told(page, page.parent / "here", {})


def test_what_is_another_output_is_seen() -> None:
    assert is_printed("a\n…\nb c\n", "a\nx\ny\nb\n c")
    assert is_printed("1f0c2aa Fix x", "0123456 Fix x")
    assert not is_printed("a\nb\n", "a\nx\nb\n")
    assert not is_printed("Found 1 finding", "Found 2 finding")
    assert not is_printed("", "warning")
