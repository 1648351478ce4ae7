"""spaCy's English tokenizer with its special cases added when a text first holds one.

Most texts hold a few of the 1,300, and adding them all takes as long as reading an article. The tokens are the same
(`tests/pipeline/test_tokenizer.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

NAME = "dealextract_english"


class LazyTokenizer:
    """Text to a `Doc`, by the rules of the language's defaults."""

    def __init__(self, nlp: Language) -> None:
        own = nlp.Defaults
        self.pending = dict(own.tokenizer_exceptions or {})
        self.tokenizer = Tokenizer(
            nlp.vocab,
            prefix_search=compile_prefix_regex(own.prefixes or ()).search,
            suffix_search=compile_suffix_regex(own.suffixes or ()).search,
            infix_finditer=compile_infix_regex(own.infixes or ()).finditer,
            token_match=own.token_match,
            url_match=own.url_match,
        )

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        for case in [case for case in self.pending if case in text]:
            self.tokenizer.add_special_case(case, self.pending.pop(case))
        doc: Doc = self.tokenizer(text)
        return doc


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], LazyTokenizer]:
    """The factory that a pipeline's configuration names."""
    return LazyTokenizer
