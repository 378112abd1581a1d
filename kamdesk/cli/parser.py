"""What may be typed: every command with its arguments, described in the reader's language."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from kamdesk.cli.words_of_kinds import HAPPENINGS, IMPORTED, PRINTED, WORDS
from kamdesk.core.marking import N_
from kamdesk.core.words import Language, Words

# argparse says these itself; marking them here puts them into the catalogue.
_ARGPARSE = (
    N_("usage: "), N_("options"), N_("positional arguments"), N_("show this help message and exit"),
    N_("the following arguments are required: %s"), N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"), N_("unrecognized arguments: %s"), N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"), N_("%(prog)s: error: %(message)s\n"), N_("expected at least one argument"),
)  # fmt: skip


class Formatter(argparse.RawDescriptionHelpFormatter):
    """A little wider than argparse's own, so that Chinese does not wrap after a few words."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, max_help_position=30, width=100, **more)


class Parser(argparse.ArgumentParser):
    """Usage errors leave with 2 and point to --help."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, "allow_abbrev": False, **more})
        self.gathers = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Where words `name=value` may stand anywhere between options (`gathers`), they are brought together first: argparse cannot."""
        return super().parse_known_args(gathered(args) if self.gathers and args is not None else args, namespace)


def gathered(typed: Sequence[str]) -> list[str]:
    """`P --to A position=B` → `P position=B --to A`; the word after an option belongs to it."""
    values: list[str] = []
    rest: list[str] = []
    for place, word in enumerate(typed):
        after_option = place > 0 and typed[place - 1].startswith("--") and "=" not in typed[place - 1]
        (values if "=" in word and not word.startswith("-") and not after_option else rest).append(word)
    first = next((place for place, word in enumerate(rest) if word.startswith("-")), len(rest))
    return [*rest[:first], *values, *rest[first:]]


def build(words: Words) -> argparse.ArgumentParser:
    """The whole parser. `command` is None where nothing but options was typed: then the desk opens."""
    argparse._ = words.translated  # type: ignore[attr-defined]  # argparse's own sentences, which gettext would look for in another catalogue
    parser = Parser(prog="kamdesk", description=words("The key-account manager's desk. Without a command, the window opens."))
    parser.add_argument(
        "--workspace",
        metavar=words("FILE"),
        help=words("the workspace file (*.kamdesk); else KAMDESK_WORKSPACE, else the only one in the usual folder"),
    )
    parser.add_argument(
        "--passphrase-file",
        metavar=words("FILE"),
        help=words("a file whose first line is the passphrase; else KAMDESK_PASSPHRASE, else it is asked for"),
    )
    parser.add_argument("--language", choices=[language.value for language in Language], help=words("language of what is said and printed"))
    parser.add_argument("--version", action="store_true", help=words("print the version and exit"))
    commands = parser.add_subparsers(dest="command", metavar=words("COMMAND"), title=words("commands"), parser_class=Parser)

    def command(name: str, text: str, *fill: Callable[[argparse.ArgumentParser, Words], None]) -> None:
        one = commands.add_parser(name, help=text, description=text)
        for part in fill:
            part(one, words)
        one.add_argument("--json", action="store_true", help=words("print the result as JSON"))

    _workspace_commands(command, words)
    _entry_commands(command, words)
    _paper_commands(command, words)
    _exchange_commands(command, words)
    return parser


Add = Callable[..., None]
One = argparse.ArgumentParser


def _workspace_commands(command: Add, words: Words) -> None:
    command("new", words("make a new, empty workspace and show its recovery code once"), _company)
    command("demo", words("build the sample workspace and print all its papers"), _out_folder)
    command("info", words("what this workspace is and holds"))
    command("history", words("what was changed, newest first"), _history)
    command("undo", words("take the last change back"))
    command("redo", words("do again what was taken back"))
    command("backup", words("make a backup now"), _backup)
    command("restore", words("restore a backup (the newest good one, or the one given)"), _restore)
    command("check", words("check the workspace for damage"), _check)
    command("completion", words("print the completion script of a shell"), _shell)


def _entry_commands(command: Add, words: Words) -> None:
    command("list", words("list the entries of one kind"), _kind, _list)
    command("duplicates", words("entries that may be on file twice, with the reason"), _merged_kind, _limit)
    command("merge", words("two entries become one: the first stays, everything of the second comes to it"), _merged_kind, _merge)
    command("show", words("show one entry with all its fields"), _kind, _entry)
    command("add", words("add an entry from name=value words"), _kind, _values)
    command("set", words("change fields of an entry: name=value words"), _kind, _entry, _values)
    command("erase", words("take an entry out of sight (undo brings it back)"), _kind, _entry, _for_good)
    command("held", words("everything we hold on a person"), _entry)
    command("search", words("find anything: Chinese, pinyin, initials"), _text, _limit)
    command("timeline", words("what happened at an account, the newest first"), _account, _timeline, _limit)
    command("value", words("what accounts are worth and how we stand there: all of them, one, or the criteria"), _value)
    command("score", words("score an account: criterion=0..10, criterion=? for unknown"), _score)
    command("path", words("the warmest way to somebody, step by step, or who is nearest"), _path)
    command("changes", words("what changed on a map since a day"), _changes)
    moves = words("somebody holds another position from a day on; the old one stays in the history")
    command("move", moves, _moved, _some_values, _to, _on)
    command("retire", words("somebody retires or leaves; ties, seats and visits stay"), _moved, _on, _left)
    command("attach", words("keep files, encrypted, with an entry"), _kind, _entry, _files)
    command("extract", words("write a decrypted copy of a kept file"), _file_entry, _out_file)


def _paper_commands(command: Add, words: Words) -> None:
    command("print", words("print a paper as PDF (a map also as SVG or PNG)"), _paper)
    command("amount", words("an amount in capitals (人民币大写), or capitals in figures"), _amount)


def _exchange_commands(command: Add, words: Words) -> None:
    command("import", words("take people or accounts from Excel, CSV or vCard; one undo takes all of it back"), _import)
    command("export", words("write a list as Excel, CSV or vCard"), _export)


def _company(one: One, words: Words) -> None:
    one.add_argument("--company", default="", help=words("our company's name"))
    one.add_argument("--rep", default="", help=words("the account manager's name"))


def _out_folder(one: One, words: Words) -> None:
    one.add_argument(
        "--out", required=True, metavar=words("FOLDER"), help=words("where to put the workspace, the papers and the screenshots")
    )
    one.add_argument("--no-screenshots", action="store_true", help=words("leave the screenshots out"))
    one.add_argument("--date", help=words("the day the sample is built around (default: today)"))


def _history(one: One, words: Words) -> None:
    one.add_argument("--limit", type=int, default=30, help=words("how many at most"))
    one.add_argument("--of", nargs=2, metavar=(words("KIND"), words("ID")), help=words("only what touched this entry"))


def _backup(one: One, words: Words) -> None:
    one.add_argument("--list", action="store_true", help=words("only list the backups there are"))


def _restore(one: One, words: Words) -> None:
    one.add_argument(
        "backup",
        nargs="?",
        default="",
        metavar=words("BACKUP"),
        help=words("name of a backup from `backup --list`; default: the newest good one"),
    )
    one.add_argument("--to", metavar=words("FILE"), help=words("restore to this new file and leave the workspace as it is"))


def _check(one: One, words: Words) -> None:
    mend = words("build the search index anew and bring lost attachments back from the backups")
    one.add_argument("--mend", action="store_true", help=mend)


def _shell(one: One, words: Words) -> None:
    one.add_argument("shell", choices=["bash", "zsh", "tcsh"], help=words("which shell"))


def _kind(one: One, words: Words) -> None:
    one.add_argument("kind", choices=WORDS, metavar=words("KIND"), help=", ".join(WORDS))


def _entry(one: One, words: Words) -> None:
    one.add_argument("id", metavar=words("ID"), help=words("its number, the end of its number (from 4 characters), or its exact name"))


def _list(one: One, words: Words) -> None:
    _narrowed(one, words)
    one.add_argument("--limit", type=int, default=200, help=words("how many at most"))


def _narrowed(one: One, words: Words) -> None:
    conditions = words("text to look for, or conditions such as {example}", example='"revenue>=1亿 and region~太原"')
    one.add_argument("--filter", default="", metavar=words("CONDITIONS"), help=conditions)
    one.add_argument("--sort", default="", metavar=words("FIELD"), help=words("sort by this field"))
    one.add_argument("--reverse", action="store_true", help=words("the other way round"))
    one.add_argument("--group", default="", metavar=words("FIELD"), help=words("in groups by this field, with counts and sums"))
    one.add_argument("--columns", default="", metavar=words("FIELDS"), help=words("these columns, with commas between them"))
    one.add_argument("--view", default="", metavar=words("NAME"), help=words("as a saved view says (`kamdesk list view`)"))


def _merged_kind(one: One, words: Words) -> None:
    one.add_argument("kind", choices=("account", "person"), metavar=words("KIND"), help="account, person")


def _merge(one: One, words: Words) -> None:
    one.add_argument("kept", metavar="A", help=words("the entry that stays: number, end of it, or exact name"))
    one.add_argument("gone", metavar="B", help=words("the entry that goes up in it"))
    take = words("take a field from the first, the second or both; may be given several times")
    one.add_argument("--take", action="append", default=[], metavar=words("NAME=A|B|both"), help=take)
    prefer = words("of entries of this kind that both have (the same year), take those of the second")
    one.add_argument("--prefer", action="append", default=[], choices=WORDS, metavar=words("KIND"), help=prefer)


def _values(one: One, words: Words) -> None:
    one.add_argument("values", nargs="+", metavar=words("NAME=VALUE"), help=words("fields by name; an empty value empties the field"))
    _told(one, words)


def _told(one: One, words: Words) -> None:
    """Where the values were learned: for an account each of them is kept with its source, other kinds have these as fields of their own."""
    source = words("where it was learned, such as websites, customers, media")
    one.add_argument("--source", default="", metavar=words("CHANNEL"), help=source)
    one.add_argument("--learned", default="", metavar=words("DAY"), help=words("when: a date, or days from today such as -10"))
    one.add_argument("--confidence", default="", metavar=words("HOW"), help=words("sure, likely or hearsay"))
    one.add_argument("--told-by", default="", metavar=words("WHO"), help=words("who said it"))


def _moved(one: One, words: Words) -> None:
    one.add_argument("kind", choices=("person",), metavar=words("KIND"), help="person")
    _entry(one, words)


def _to(one: One, words: Words) -> None:
    where = words("the account moved to (default: a new position in the same one)")
    one.add_argument("--to", default="", metavar=words("ACCOUNT"), help=where)


def _on(one: One, words: Words) -> None:
    when = words("as of: a day, or 2026-11 or 2026 where no more is known; default: today")
    one.add_argument("--on", default="", metavar=words("DAY"), help=when)


def _some_values(one: One, words: Words) -> None:
    assert isinstance(one, Parser)
    one.gathers = True
    one.add_argument("values", nargs="*", metavar=words("NAME=VALUE"), help=words("position, department, rank, organisation, note"))


def _left(one: One, words: Words) -> None:
    one.add_argument("--left", action="store_true", help=words("left for a place that is not known, instead of retired"))


def _for_good(one: One, words: Words) -> None:
    good = words("a person, for good: out of the journal, the index and the files too; no undo")
    one.add_argument("--for-good", action="store_true", help=good)
    one.add_argument("--yes", action="store_true", help=words("with --for-good: do not ask"))
    instead = words("with --for-good: put this in other texts where the name stands")
    one.add_argument("--replace", metavar=words("TEXT"), help=instead)
    fresh = words("with --for-good: make a fresh backup and throw the older ones away")
    one.add_argument("--renew-backups", action="store_true", help=fresh)


def _text(one: One, words: Words) -> None:
    one.add_argument("text", nargs="+", metavar=words("TEXT"), help=words("what to look for"))


def _account(one: One, words: Words) -> None:
    one.add_argument("id", metavar=words("ACCOUNT"), help=words("the account: its number, the end of its number, or its exact name"))


def _timeline(one: One, words: Words) -> None:
    one.add_argument("--kind", action="append", default=[], choices=HAPPENINGS, help=words("only events of this kind (may be repeated)"))
    one.add_argument("--group", action="store_true", help=words("also what happened at the accounts below it"))
    one.add_argument("--filter", default="", metavar=words("TEXT"), help=words("only entries found by this text"))


def _limit(one: One, words: Words) -> None:
    one.add_argument("--limit", type=int, default=30, help=words("how many at most"))


def _files(one: One, words: Words) -> None:
    one.add_argument("files", nargs="+", metavar=words("FILE"), help=words("files to keep"))


def _file_entry(one: One, words: Words) -> None:
    one.add_argument("id", metavar=words("ID"), help=words("the kept file: its number or name (`kamdesk list file`)"))


def _out_file(one: One, words: Words) -> None:
    one.add_argument("--out", required=True, metavar=words("FILE"), help=words("where to write it"))


def _value(one: One, words: Words) -> None:
    one.add_argument("--account", default="", metavar=words("ID"), help=words("one account with its criteria and history"))
    one.add_argument("--criteria", action="store_true", help=words("the criteria with their weights and questions"))
    one.add_argument("--date", help=words("the day from which moves are counted (default: today)"))


def _score(one: One, words: Words) -> None:
    named = words("the account: its number, the end of its number (from 4 characters), or its exact name")
    one.add_argument("id", metavar=words("ID"), help=named)
    scored = words("such as size=8 growth=?; `kamdesk value --criteria` lists the words")
    one.add_argument("scores", nargs="+", metavar=words("CRITERION=SCORE"), help=scored)
    one.add_argument("--evidence", default="", help=words("what the score stands on"))
    learned = words("where it was learned, such as websites, customers, media")
    one.add_argument("--source", default="", metavar=words("CHANNEL"), help=learned)
    one.add_argument("--confidence", default="", metavar=words("HOW"), help=words("sure, likely or hearsay"))
    one.add_argument("--date", help=words("the day of the assessment (default: today)"))


def _path(one: One, words: Words) -> None:
    one.add_argument("--to", required=True, metavar=words("PERSON"), help=words("whom to reach: name or number"))
    one.add_argument("--from", dest="beginning", metavar=words("PERSON"), help=words("begin with this person of ours or third party"))
    one.add_argument("--account", metavar=words("ID"), help=words("the account of the one to reach, where a name is borne by several"))


def _changes(one: One, words: Words) -> None:
    one.add_argument("id", metavar=words("ID"), help=words("an account or a map: its number, the end of its number, or its exact name"))
    one.add_argument("--since", required=True, metavar=words("DAY"), help=words("2026-09-01, or -30 for thirty days ago"))


def _paper(one: One, words: Words) -> None:
    one.add_argument("paper", choices=PRINTED, metavar=words("PAPER"), help=", ".join(PRINTED))
    named = words("its number, the end of its number (from 4 characters), or its exact name; a list: its kind; the portfolio: nothing")
    one.add_argument("id", nargs="?", default="", metavar=words("ID"), help=named)
    one.add_argument("--out", required=True, metavar=words("FILE"), help=words("the file to write: .pdf, for a map also .svg or .png"))
    one.add_argument("--unmasked", action="store_true", help=words("print personal judgement too (support, coach, ties)"))
    one.add_argument("--date", help=words("the date on the paper (default: today)"))
    one.add_argument("--at", metavar=words("DAY"), help=words("a map as it was in the evening of this day"))
    one.add_argument("--paper", dest="sheet_size", choices=("a4", "a3"), help=words("a map on one sheet of this size"))
    one.add_argument("--portrait", action="store_true", help=words("a map on an upright sheet"))
    one.add_argument("--tiled", action="store_true", help=words("a map over as many sheets as it needs to be read from a chair"))
    _narrowed(one, words)


def _amount(one: One, words: Words) -> None:
    one.add_argument("amount", metavar=words("AMOUNT"), help=words("107000.53, 1280万, or 人民币壹拾万柒仟元零伍角叁分"))


def _import(one: One, words: Words) -> None:
    one.add_argument("kind", choices=tuple(IMPORTED), metavar=words("KIND"), help="people, accounts")
    one.add_argument("file", metavar=words("FILE"), help=words("an Excel workbook (.xlsx, .xls), a CSV file or vCards (.vcf)"))
    one.add_argument("--preview", action="store_true", help=words("only say what would be done; nothing is written"))
    column = words("COLUMN=FIELD")
    one.add_argument("--map", action="append", default=[], metavar=column, help=words("put a column (heading or number) into a field"))
    one.add_argument("--sheet", default="", metavar=words("NAME"), help=words("which sheet of a workbook; default: the first"))
    one.add_argument("--header", type=int, metavar=words("ROW"), help=words("the row of the headings; 0: there are none; default: found"))
    one.add_argument("--encoding", default="", help=words("encoding of a text file, such as gbk; default: found"))
    doubt = words("what to do with rows that may be somebody on file already")
    one.add_argument("--on-doubt", default="skip", choices=["skip", "update", "add"], help=doubt)
    one.add_argument("--lenient", action="store_true", help=words("take faulty rows without the values at fault"))
    one.add_argument("--fill-only", action="store_true", help=words("never overwrite what is on file"))
    keep = words("make no accounts of unknown companies; keep their names with the people")
    one.add_argument("--keep-companies", action="store_true", help=keep)
    faulty = words("write the faulty rows with their reasons here (.xlsx, .csv)")
    one.add_argument("--faulty", default="", metavar=words("FILE"), help=faulty)
    one.add_argument("--purpose", default="", help=words("purpose of keeping the data, for all"))
    one.add_argument("--basis", default="", help=words("lawful basis of keeping the data, for all"))
    one.add_argument("--source", default="", help=words("where the data come from, for all"))


def _export(one: One, words: Words) -> None:
    one.add_argument("kind", choices=(*WORDS, "people", "accounts"), metavar=words("KIND"), help=", ".join(WORDS))
    one.add_argument("--out", required=True, metavar=words("FILE"), help=words("the file to write: .xlsx, .csv, for people also .vcf"))
    one.add_argument("--filter", default="", metavar=words("TEXT"), help=words("only entries found by this text"))
    one.add_argument("--columns", default="", metavar=words("FIELD,…"), help=words("only these fields, in this order"))
    one.add_argument("--unmasked", action="store_true", help=words("personal data too (phones, birthdays, home towns)"))
    encoding = words("encoding of a CSV file; gbk for old programs")
    one.add_argument("--encoding", default="utf-8", choices=["utf-8", "gbk"], help=encoding)
