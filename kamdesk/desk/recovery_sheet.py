"""The recovery code on paper: one page that says what it opens, how to use it, and where to keep it."""

from datetime import date
from pathlib import Path

from kamdesk.core.words import Words
from kamdesk.paper.blocks import Bullets, Facts, Note, Paragraph, Tone, WriteLines
from kamdesk.paper.frames import letter


def recovery_sheet(code: str, workspace: Path, words: Words, today: date) -> bytes:
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    written = f"{'  '.join(groups[:half])}\n{'  '.join(groups[half:])}"
    warning = words("This code opens the workspace named below when its passphrase is forgotten. Whoever has it can read everything.")
    return letter(
        words("Recovery code"),
        [
            Paragraph(warning),
            Facts([(words("Workspace"), workspace.name), (words("Made on"), words.day(today))]),
            Note(written, title=words("Code"), tone=Tone.INFO),
            Bullets([
                words("Keep this page away from the computer: in a safe, or sealed with someone you trust."),
                words("To use it: start kamdesk, choose “Forgot the passphrase?”, type the code, then set a new passphrase."),
                words("A new code can be made in the settings; this one opens nothing from then on."),
            ]),
            WriteLines(2, label=words("Kept at")),
        ],
        words,
        today,
    ).pdf  # fmt: skip
