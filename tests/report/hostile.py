"""Texts that want to be more than text, and a record that has one in every place for words."""

from __future__ import annotations

from dealextract.records import (
    Adviser,
    Company,
    Date,
    Deal,
    Diagnostic,
    Former,
    Milestone,
    MoneyTerm,
    Party,
    Person,
    Record,
    Span,
    Terms,
    TextTerm,
)  # fmt: skip
from tests.report.made import record

RUN = "window.ran=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><svg/onload={RUN}>",
    f"<!--<script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror='{RUN}'>",
    f"`><img src=x onerror={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<iframe srcdoc='<script>parent.ran=1</script>'></iframe>{RUN}",
    f"<iframe src=javascript:{RUN}>",
    f"<object data='data:text/html,<script>{RUN}</script>'>",
    f"<embed src=javascript:{RUN}>",
    f"<a href=javascript:{RUN} autofocus onfocus={RUN}>here</a>",
    f"javascript:{RUN}",
    f"data:text/html;base64,PHNjcmlwdD4=,{RUN}",
    f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<meta http-equiv=refresh content='0;url=https://hostile.example/?{RUN}'>",
    f"<base href='https://hostile.example/'>{RUN}",
    f"<link rel=stylesheet href='https://hostile.example/x.css'>{RUN}",
    f"<style>@import 'https://hostile.example/x.css';*{{background:url(https://hostile.example/y)}}</style>{RUN}",
    f"<template><script>{RUN}</script></template>",
    f"<xmp></xmp><noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<textarea></textarea><title></title><plaintext>{RUN}",
    f"{{{{constructor.constructor('{RUN}')()}}}} ${{{RUN}}}",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror={RUN}&#62;",
    f"__proto__ constructor toString {RUN}",
    f"line\u2028separator\u2029paragraph\x85next {RUN}",
    f"\u202eevil\u2066 \u200f{RUN}",
    f"half \ud83d of a pair {RUN}",
    f"nul \x00 bell \x07 escape \x1b[31m {RUN}",
    f"😀<img src='https://hostile.example/p.png' onload={RUN}>𝕏",
    f"#deal/0/0' onclick='{RUN}",
)


def hostile(payload: str) -> Record:
    """A record with the payload in every field of words; its text holds what it quotes."""
    payload = payload.strip()
    text = f"Before {payload} after.\n\n{payload}\n"
    span = Span(start=7, end=7 + len(payload), text=payload)
    place = span.model_dump()
    deal = Deal(
        id=payload,
        type="acquisition",
        status="agreed",
        summary=payload,
        parties=(
            Party(company="c1", name=payload, role="acquirer", evidence=(span,)),
            Party(company="c2", name=f"{payload} 2", role="target"),
        ),
        terms=Terms(
            value=MoneyTerm(**place, amount="1000000", currency="EUR"),
            territory=TextTerm(value=payload, evidence=(span,)),
            conditions=(TextTerm(value=payload),),
        ),
        milestones=(
            Milestone(
                kind="other", label=payload,
                date=Date(**place, value="2021", precision="year", basis="inferred", because=(payload,)),
            ),
            Milestone(kind="other", label="x", date=Date(**place, value=payload, precision="other")),
        ),
        people=("p1",),
        advisers=(Adviser(company="c1", name=payload, kind="legal", evidence=(span,)),),
        history=(Former(field=payload, value=payload, evidence=(span,)),),
        confidence=0.5,
        evidence=(span,),
    )  # fmt: skip
    made = record(text, f"folder/{payload}.txt", title=payload, publisher=payload, id=payload, language=payload)
    return made.model_copy(
        update={
            "deals": (deal,),
            "companies": (
                Company(id="c1", name=payload, aliases=(f"{payload} 3",)),
                Company(id="c2", name=f"{payload} 2"),
            ),
            "people": (Person(id="p1", name=payload, title=payload, organization="c1", evidence=(span,)),),
            "diagnostics": tuple(Diagnostic(code=c, message=payload, start=7, end=9) for c in (payload, "echo")),
        }
    )
