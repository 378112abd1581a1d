"""What happened at an account, on the command line."""

from argparse import Namespace

from kamdesk.cli import kinds
from kamdesk.cli.opening import opened
from kamdesk.cli.output import Output, at_most
from kamdesk.cli.papers import day_given
from kamdesk.core.words import Words


def do_timeline(arguments: Namespace, words: Words) -> None:
    """The newest first; --kind may be given several times."""
    kinds.load_all()
    from kamdesk.reports.queries.timeline import timeline
    from kamdesk.reports.rules import Happening, narrowed, worded

    wanted = frozenset(Happening(kind) for kind in arguments.kind)  # type: ignore[call-arg]
    with opened(arguments, words) as store, store.reading() as session:
        account = kinds.entry_id(session, kinds.kind_of("account"), arguments.id)
        events = timeline(session, account, day_given(None), arguments.group)
        shown = narrowed(events, wanted, arguments.filter, words)[: at_most(arguments.limit)]
        values = [
            {
                "on": event.on.isoformat(), "kind": event.kind.value, "title": event.title, "sentence": worded(event, words),
                "about": event.about, "table": event.table, "id": event.id.hex,
            }
            for event in shown
        ]  # fmt: skip
        cells = [
            [event.on.isoformat(), words.translated(event.kind.label), event.title or said, said, event.about]
            for event, said in ((event, worded(event, words)) for event in shown)
        ]
        Output(arguments.json).table([words("Date"), words("Kind"), words("Title"), words("Details"), words("Account")], cells, values)
