"""The main job in one command: the sample workspace, its papers in Chinese, and pictures of the window in both languages and themes."""

import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamdesk.cli.orders import Order
from kamdesk.cli.output import Output
from kamdesk.cli.papers import day_given, printed
from kamdesk.core.places import atomic_write, discard, refusal
from kamdesk.core.words import Language, Words, words_of

if TYPE_CHECKING:
    from kamdesk.core.store import Store

PASSPHRASE = "示例 松风 过岭 七号柜"  # noqa: S105 - of the sample, written beside it
NAME = "sample.kamdesk"


def do_demo(arguments: Namespace, words: Words) -> None:
    from kamdesk.cli import kinds
    from kamdesk.upkeep.opening import create_workspace
    from kamdesk.upkeep.sample import fill_with_sample

    folder = Path(arguments.out)
    today = day_given(arguments.date)
    _clear(folder)
    workspace, code = create_workspace(folder / NAME, PASSPHRASE)
    with workspace:
        kinds.load_all()
        fill_with_sample(workspace.store, today)
        atomic_write(folder / "passphrase.txt", f"{PASSPHRASE}\n\n{words('Recovery code')}: {code}\n".encode())
        made = list(_papers(workspace.store, folder, words_of(Language.ZH), today))
        workspace.back_up()
    pictures = [] if arguments.no_screenshots else _screenshots(folder, today)
    value = {"folder": str(folder), "workspace": str(folder / NAME), "papers": made, "screenshots": pictures}
    lines = [
        words("{file}: {pages} pages", file=paper["file"], pages=paper["pages"]) if "pages" in paper else paper["file"] for paper in made
    ]
    lines += [str(folder / NAME), str(folder / "passphrase.txt")]
    if pictures:
        lines.append(words("{n} screenshots in {folder}", n=len(pictures), folder=folder / "screens"))
    lines += ["", words("Open the papers with any PDF viewer. To open the sample in the desk:")]
    lines.append(f"    kamdesk --workspace {folder / NAME} --passphrase-file {folder / 'passphrase.txt'}")
    Output(arguments.json).value(value, "\n".join(lines))


def _clear(folder: Path) -> None:
    """An earlier demo in this folder gives way; nothing else in it is touched."""
    import shutil

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("", ".keys", "-wal", "-shm", ".tries", ".lock"):
            discard(folder / (NAME + ending))
        for part in (".files", ".backups"):
            shutil.rmtree(folder / (NAME + part), ignore_errors=True)
    except OSError as failure:
        raise refusal(failure, folder) from failure


def _papers(store: "Store", folder: Path, words: Words, today: date) -> Iterator[dict[str, Any]]:
    from kamdesk.cli import kinds
    from kamdesk.cli.value import printed_portfolio

    wanted = (
        ("account", "account", "晋岚电力股份有限公司", "account-card.pdf"),
        ("map", "map", "晋岚电力", "relationship-map.pdf"),
        ("map", "map", "晋岚电力", "relationship-map.svg"),
        ("matrix", "map", "晋岚电力", "coverage-matrix.pdf"),
        ("person", "person", "罗颖", "person.pdf"),
        ("held", "person", "罗颖", "held-on-a-person.pdf"),
        ("visit", "visit", "向秦总汇报切换方案", "visit-brief.pdf"),
        ("proposal", "proposal", "配电自动化二期调度云平台项目建议书", "proposal.pdf"),
        ("bid", "bid", "阎家庄 35 kV 开关柜投标", "bid.pdf"),
    )
    for paper, kind, title, name in wanted:
        with store.reading() as session:
            row = kinds.entry_id(session, kinds.kind_of(kind), title)
        content, report = printed(store, paper, row, Order(words, today, ending=Path(name).suffix))
        atomic_write(folder / name, content)
        yield {"file": str(folder / name), **report}
    content, report = printed_portfolio(store, words, today)
    atomic_write(folder / "portfolio.pdf", content)
    yield {"file": str(folder / "portfolio.pdf"), **report}


def _screenshots(folder: Path, today: date) -> list[str]:
    """Made by the window in a process of its own: the command line itself stays without Qt, and its crash is not ours."""
    call = [
        sys.executable,
        "-m",
        "kamdesk.desk.screenshots",
        str(folder / NAME),
        str(folder / "passphrase.txt"),
        str(folder / "screens"),
        today.isoformat(),
    ]
    done = subprocess.run(call, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
    return sorted(str(path) for path in (folder / "screens").glob("*.png"))
