"""The label sets of the reader's heads, in the order of their columns. Changing one means training again."""

from __future__ import annotations

from typing import Final, get_args

from dealextract.records import AdviserKind, DealType, MilestoneKind, Role, Status

NAMES: Final = ("organization", "person", "place")
"""Kinds of the name layer; `description` (of an organisation), `title` (of a person) and `trigger` have layers of their own."""

LAYERS: Final = {
    "name": NAMES,
    "description": ("description",),
    "trigger": ("trigger",),
    "title": ("title",),
    "value": ("money", "percent", "date"),
    "boilerplate": ("boilerplate",),
}
"""Tag layers; each is tagged BIO on its own, so that spans of different layers may nest."""

KINDS: Final = ("organization", "description", "person", "title", "money", "percent", "date")
"""Kinds of argument that the pair heads see."""

TYPES: Final = get_args(DealType)
STATUSES: Final = get_args(Status)
ROLES: Final = get_args(Role)
ADVISERS: Final = tuple(f"adviser_{kind}" for kind in get_args(AdviserKind))
MONEY_SLOTS: Final = ("value", "price_per_share", "upfront", "fee", "debt", "money_other")
PERCENT_SLOTS: Final = ("stake_percent", "resulting_percent", "premium_percent", "percent_other")
MILESTONES: Final = get_args(MilestoneKind)

ARGUMENTS: Final = ("none", *ROLES, *ADVISERS, *MONEY_SLOTS, *PERCENT_SLOTS, *(f"date_{kind}" for kind in MILESTONES))
"""What an argument is to a trigger's deal."""

LINKS: Final = ("none", "same", "person_organization", "title_person", "parent_child")
"""What the first argument is to the second."""


def tags(layer: str) -> tuple[str, ...]:
    """BIO tags of a layer, `O` first.

    >>> tags("trigger")
    ('O', 'B-trigger', 'I-trigger')
    """
    return ("O", *(f"{prefix}-{kind}" for kind in LAYERS[layer] for prefix in "BI"))


def columns() -> dict[str, slice]:
    """Where each layer's tags stand in the tag matrix."""
    out, at = {}, 0
    for layer in LAYERS:
        width = len(tags(layer))
        out[layer] = slice(at, at + width)
        at += width
    return out
