"""The weights in the package are those that the card describes."""

from __future__ import annotations

from importlib import resources

from dealextract import reader
from dealextract.reader import labels


def test_the_card_names_the_hash_of_the_weights() -> None:
    assert reader.card()["sha256"] == reader.weights_hash()


def test_the_weights_fit_into_forty_megabytes() -> None:
    folder = resources.files("dealextract.reader").joinpath("weights")
    assert sum(len(folder.joinpath(name).read_bytes()) for name in reader.FILES) <= 40_000_000


def test_the_columns_of_the_network_are_those_of_the_labels() -> None:
    from dealextract.reader.model import load

    encoder, heads = load().encoder, load().heads
    shapes = {o.name: o.shape[-1] for o in (*encoder.get_outputs(), *heads.get_outputs())}
    assert shapes["tags"] == max(where.stop for where in labels.columns().values())
    assert (shapes["types"], shapes["statuses"]) == (len(labels.TYPES) + 1, len(labels.STATUSES))
    assert (shapes["roles"], shapes["links"]) == (len(labels.ARGUMENTS) + 1, len(labels.LINKS))
