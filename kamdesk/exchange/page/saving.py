"""Where a file is to be written: the system's own dialog, an ending that fits."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.words import Words


def asked_target(parent: QWidget, words: Words, name: str, endings: Sequence[str]) -> Path | None:
    """A file to write, None where the rep thought better of it. A name without one of the endings gets the first."""
    kinds = {".xlsx": words(N_("Excel workbook (*.xlsx)")), ".csv": words(N_("CSV file (*.csv)")), ".vcf": words(N_("vCard (*.vcf)"))}
    start = str(Path.home() / f"{name}{endings[0]}")
    chosen, _kind = QFileDialog.getSaveFileName(parent, words(N_("Save as")), start, ";;".join(kinds[ending] for ending in endings))
    if not chosen:
        return None
    target = Path(chosen)
    return target if target.suffix.lower() in endings else target.with_name(target.name + endings[0])
