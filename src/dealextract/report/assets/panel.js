// Beside the article: the deal with its fields, what was corrected, what was turned down, and when the article is finished.

function panelOf(doc, entries, entry) {
  if (editing) return [editor(doc, entry)];
  const tabs =
    entries.length > 1
      ? el(
          "nav",
          { class: "siblings", "aria-label": "Deals of this article" },
          entries.map((one, at) =>
            el(
              "a",
              { href: linkTo(one), "aria-current": one === entry ? "true" : null },
              verdictSign(verdictOf(one)),
              ` ${at + 1}`,
              el(
                "span",
                { class: "hidden" },
                ` ${heading(dealOf(one))}, ${verdictOf(one) ? VERDICTS[verdictOf(one)] : "not judged"}`,
              ),
            ),
          ),
        )
      : null;
  return [
    tabs,
    entry ? dealCard(entry) : el("h3", { tabindex: "-1", class: "summary" }, "No deal was read in this article."),
    peopleBox(doc),
    finishBox(doc),
    foundList("Turned down", doc.rejected, "r", doc),
    foundList("Notes", doc.notes, "n", doc),
  ];
}

function dealCard(entry) {
  const deal = dealOf(entry);
  const verdict = verdictOf(entry);
  return el(
    "div",
    { class: "card" },
    el(
      "p",
      { class: "kind" },
      verdictChip(verdict),
      el("span", {}, words(deal.type)),
      el("span", {}, deal.status),
      deal.background ? el("span", { class: "tag" }, "background") : null,
    ),
    el("h3", { tabindex: "-1", class: "summary", dir: "auto" }, heading(deal)),
    entry.original ? el("p", { class: "sure" }, "confidence ", confidenceBar(entry.original.confidence)) : null,
    el(
      "div",
      { class: "actions" },
      entry.original
        ? [
            toggle("Accept", "a", verdict === "accepted", accept),
            toggle("Correct", "c", verdict === "corrected", correct),
            toggle("Reject", "r", verdict === "rejected", reject),
          ]
        : [toggle("Change", "c", null, correct), toggle("Remove", "r", null, reject)],
    ),
    changesOf(entry, deal),
    entry.original ? fieldList(entry.original.fields, deal !== entry.original) : enteredList(entry.doc, deal),
  );
}

const toggle = (name, key, pressed, work) =>
  el(
    "button",
    { type: "button", "aria-pressed": pressed, "aria-keyshortcuts": key, onclick: work },
    name,
    el("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
  );

function changesOf(entry, deal) {
  if (!entry.original || deal === entry.original) return null;
  return el(
    "div",
    { class: "changes" },
    el("h4", {}, "Corrected"),
    el(
      "dl",
      {},
      differences(entry.doc, entry.original, deal).map(([name, before, after]) => [
        el("dt", {}, name),
        el(
          "dd",
          {},
          el("del", {}, before || "nothing"),
          el("span", { class: "hidden" }, " now "),
          el("ins", {}, after || "nothing"),
        ),
      ]),
    ),
  );
}

function fieldList(fields, older) {
  if (!fields.length) return null;
  return [
    older ? el("h4", {}, "As it was read") : null,
    el(
      "ul",
      { class: "fields" },
      fields.map((one, index) =>
        el(
          "li",
          { class: one.group, "data-fields": `f${index}` },
          el("span", { class: "label" }, one.label),
          el("span", { class: "value", dir: "auto" }, one.value),
          one.at.length
            ? el(
                "button",
                { type: "button", class: "cite", "aria-label": `${index + 1}, evidence of ${one.label}: ${one.value}` },
                String(index + 1),
              )
            : el("span", { class: "cite none", title: "no words of its own in the text" }, "–"),
          one.because.length
            ? el(
                "ul",
                { class: "because" },
                one.because.map((reason) => el("li", {}, el("em", {}, "because "), el("bdi", {}, reason))),
              )
            : null,
        ),
      ),
    ),
  ];
}

function enteredList(doc, deal) {
  const rowsOf = [
    ...deal.parties.map((party) => [words(party.role), party.names.join("; ")]),
    ...deal.terms.map((term) => [words(term.name), termWords(term)]),
    ...deal.milestones.map((step) => [words(step.kind), dateWords(step.date, step.bound)]),
    ...peopleIn(doc, deal).map((person) => ["person", personWords(person)]),
    ...deal.advisers.map((one) => [`${one.kind} adviser`, one.names.join("; ")]),
    ...(deal.quote ? [["stated in", deal.quote]] : []),
  ];
  return el(
    "ul",
    { class: "fields" },
    rowsOf.map(([name, value]) =>
      el("li", {}, el("span", { class: "label" }, name), el("span", { class: "value" }, value)),
    ),
  );
}

function foundList(title, found, letter) {
  if (!found.length) return null;
  return el(
    "details",
    { class: "found" },
    el("summary", {}, `${title} (${found.length})`),
    el(
      "ul",
      { class: "fields plain" },
      found.map((one, index) =>
        el(
          "li",
          { "data-fields": `${letter}${index}` },
          el("span", { class: "value" }, `${words(one.code)}: ${one.message}`),
          one.at.length
            ? el(
                "button",
                { type: "button", class: "cite", "aria-label": `↦ show ${words(one.code)} in the text` },
                "↦",
              )
            : null,
        ),
      ),
    ),
  );
}

function finishBox(doc) {
  const open = openOf(doc).length;
  const { finished } = stateOf(doc);
  const count = entriesOf(doc).length;
  const text = finished
    ? "This article is finished and will be exported."
    : open
      ? `${open} of ${plural(count, "deal")} of this article still to be judged.`
      : `${count ? "All deals are judged." : ""} Does the article tell of a deal that is missing here?`;
  return el(
    "div",
    { class: "finish" },
    el("p", {}, text),
    el(
      "div",
      { class: "actions" },
      el(
        "button",
        { type: "button", "aria-keyshortcuts": "m", onclick: addMissed },
        "Add a missed deal",
        el("kbd", { "aria-hidden": "true" }, "M"),
      ),
      el(
        "button",
        {
          type: "button",
          id: "finish",
          class: !open && !finished ? "main" : "",
          disabled: open > 0,
          "aria-pressed": finished,
          "aria-keyshortcuts": "f",
          onclick: finishArticle,
        },
        finished ? "Finished" : "Finish the article",
        el("kbd", { "aria-hidden": "true" }, "F"),
      ),
    ),
  );
}
