"""Which function lays out which block: the one list of them."""

from kamdesk.paper.blocks import (
    Bullets,
    Checklist,
    Code,
    Columns,
    Drawing,
    Facts,
    ForeignPages,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Photo,
    Quote,
    Rule,
    Signature,
    Space,
    Table,
    Together,
    WriteBox,
    WriteLines,
)
from kamdesk.paper.layout import figures, forms, running, tables
from kamdesk.paper.layout.setter import Layer

LAYERS: dict[type, Layer] = {
    Bullets: running.lay_bullets,
    Checklist: forms.lay_checklist,
    Code: running.lay_code,
    Columns: running.lay_columns,
    Drawing: figures.lay_drawing,
    Facts: tables.lay_facts,
    ForeignPages: figures.lay_foreign,
    Heading: running.lay_heading,
    Note: running.lay_note,
    PageBreak: running.lay_page_break,
    Paragraph: running.lay_paragraph,
    Photo: figures.lay_photo,
    Quote: running.lay_quote,
    Rule: running.lay_rule,
    Signature: forms.lay_signature,
    Space: running.lay_space,
    Table: tables.lay_table,
    Together: running.lay_together,
    WriteBox: forms.lay_write_box,
    WriteLines: forms.lay_write_lines,
}
