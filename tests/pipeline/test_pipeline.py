"""The components in spaCy: spans that survive storage and processes, and the same reading whichever way."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, DocBin

from dealextract.pipeline import factories
from dealextract.pipeline.build import begin, pipeline, read, to_reading

TEXT = (
    "Kestrel Foods plc has agreed to buy Oakfield Bakery from Tamar Partners for £45m.\n\n"
    "Kestrel's chief executive, Ana Ruiz, said on 3 May 2021 that the purchase of Oakfield should close by June 2021."
)


def processed() -> Doc:
    return pipeline()(TEXT)


def test_groups_survive_storage() -> None:
    doc = processed()
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(stored).get_docs(doc.vocab)
    # Sentences are attributes of tokens, which a DocBin keeps only when asked to.
    back.user_data.update(doc.user_data)
    for name in (factories.VALUES, factories.MENTIONS, factories.TRIGGERS):
        assert [(s.start, s.end, s.label_) for s in back.spans[name]] == [
            (s.start, s.end, s.label_) for s in doc.spans[name]
        ]
        assert back.spans[name].attrs == doc.spans[name].attrs


def test_two_processes_read_the_same() -> None:
    alone = to_reading(processed())
    for doc in pipeline().pipe([TEXT, TEXT], n_process=2, batch_size=1):
        assert to_reading(doc) == alone


def test_a_reading_holds_every_value_with_its_record() -> None:
    reading, values = read(begin(TEXT), None)
    kinds = {i: m.kind for i, m in enumerate(reading.mentions) if m.kind in ("money", "percent", "date")}
    assert set(values) == set(kinds)
    assert sorted(kinds.values()) == ["date", "date", "money"]
    for i, value in values.items():
        assert (value.start, value.end, value.text) == (
            reading.mentions[i].start,
            reading.mentions[i].end,
            TEXT[value.start : value.end],
        )


def test_no_sentence_crosses_a_line() -> None:
    reading, _ = read(begin(TEXT), None)
    assert all("\n" not in TEXT[start:end] for start, end in reading.sentences)
    assert reading.sentence(TEXT.index("purchase")) == reading.sentence(TEXT.index("June"))
    assert reading.sentence(0) != reading.sentence(TEXT.index("purchase"))


def test_a_pipeline_of_ones_own_takes_the_components_by_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dealextract_values")
    nlp.add_pipe("dealextract_mentions")
    doc = nlp(TEXT)
    group = doc.spans[factories.VALUES]
    # Spans take whole tokens ("£45m." is one to spaCy); the records keep the exact text.
    assert [v["text"] for s, v in zip(group, group.attrs["values"], strict=True) if s.label_ == "money"] == ["£45m"]
    assert doc.spans[factories.MENTIONS]
