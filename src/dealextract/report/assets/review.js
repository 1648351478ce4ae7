// One article beside one of its deals: read, judge, correct, add what was missed.

let editing = null;
let current = null;

/** The article and the deal that the address names; `#document/3` is an article without a chosen deal. */
function reviewView([kind, docIndex, which]) {
  const doc = documents[Number(docIndex)];
  if (!doc) return [el("p", { class: "empty" }, "There is no such article in these results.")];
  const entries = entriesOf(doc);
  const index = which?.startsWith("a") ? doc.deals.length + Number(which.slice(1)) : Number(which);
  const entry = kind === "deal" ? entries[index] : entries[0];
  current = { doc, entry: entry || null };
  const root = el("div", { class: "review" }, reviewBar(doc, entry), el("section", { class: "article", "aria-label": "Article" }, articleOf(doc, entry)),
    el("aside", { class: "panel", "aria-label": "Deals of the article" }, panelOf(doc, entries, entry)));
  tie(root);
  return [root];
}

function reviewBar(doc, entry) {
  const order = shownEntries();
  const at = entry ? order.findIndex((one) => one.doc === doc && one.id === entry.id) : -1;
  const step = (by, name) => el("button", { type: "button", disabled: !order[at + by] || at < 0, onclick: () => { go(linkTo(order[at + by])); } }, name);
  return el("div", { class: "bar" },
    el("a", { href: "#deals" }, "← All deals"),
    el("span", { class: "place" }, at >= 0 ? `${(at + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}` : entry ? "outside the filter" : ""),
    step(-1, "Previous"), step(1, "Next"));
}



function articleOf(doc, entry) {
  const facts = [doc.publisher, doc.published ? dateWords(doc.published) : null, doc.path].filter(Boolean);
  return [
    el("h2", { dir: "auto" }, doc.title),
    el("p", { class: "facts" }, facts.map((fact, at) => [at ? " · " : "", el("bdi", {}, fact)])),
    doc.whole ? null : el("p", { class: "note" }, doc.text ? "The article is not at hand. These are the sentences that its deals quote." : "The article is not at hand, and nothing of it is quoted."),
    articleText(doc.text, stretchesOf(doc, entry)),
  ];
}

/** What is marked in an article: the fields and sentences of the deal, the sentences of its other deals, and what was turned down. */
function stretchesOf(doc, entry) {
  const out = [];
  const add = ([from, to], more) => { if (to > from) out.push({ from, to, ...more }); };
  for (const other of doc.deals) {
    const kind = other === entry?.original ? "sentence" : "elsewhere";
    for (const at of other.evidence) add(at, { kind, key: kind });
  }
  (entry?.original?.fields || []).forEach((one, index) => {
    for (const at of one.at) add(at, { kind: one.group, key: `f${index}`, number: index + 1, label: one.label });
  });
  doc.rejected.forEach((one, index) => { if (one.at.length) add(one.at, { kind: "turned-down", key: `r${index}` }); });
  doc.notes.forEach((one, index) => { if (one.at.length) add(one.at, { kind: "noted", key: `n${index}` }); });
  return out;
}

function panelOf(doc, entries, entry) {
  if (editing) return [editor(doc, entry)];
  const tabs = entries.length > 1 ? el("nav", { class: "siblings", "aria-label": "Deals of this article" }, entries.map((one, at) =>
    el("a", { href: linkTo(one), "aria-current": one === entry ? "true" : null }, verdictChip(verdictOf(one)).firstChild, ` ${at + 1}`, el("span", { class: "hidden" }, ` ${heading(dealOf(one))}, ${verdictOf(one) ? VERDICTS[verdictOf(one)] : "not judged"}`)))) : null;
  return [
    tabs,
    entry ? dealCard(entry) : el("h3", { tabindex: "-1", class: "summary" }, "No deal was read in this article."),
    finishBox(doc),
    foundList("Turned down", doc.rejected, "r", doc),
    foundList("Notes", doc.notes, "n", doc),
  ];
}

function dealCard(entry) {
  const deal = dealOf(entry);
  const verdict = verdictOf(entry);
  return el("div", { class: "card" },
    el("p", { class: "kind" }, verdictChip(verdict), el("span", {}, words(deal.type)), el("span", {}, deal.status), deal.background ? el("span", { class: "tag" }, "background") : null),
    el("h3", { tabindex: "-1", class: "summary", dir: "auto" }, heading(deal)),
    entry.original ? el("p", { class: "sure" }, "confidence ", confidenceBar(entry.original.confidence)) : null,
    el("div", { class: "actions" }, entry.original ? [
      toggle("Accept", "a", verdict === "accepted", accept), toggle("Correct", "c", verdict === "corrected", correct), toggle("Reject", "r", verdict === "rejected", reject),
    ] : [toggle("Change", "c", false, correct), toggle("Remove", "r", false, reject)]),
    changesOf(entry, deal),
    entry.original ? fieldList(entry.original.fields, deal !== entry.original) : enteredList(deal));
}

const toggle = (name, key, pressed, work) => el("button", { type: "button", "aria-pressed": pressed, "aria-keyshortcuts": key, onclick: work }, name, el("kbd", { "aria-hidden": "true" }, key.toUpperCase()));

function changesOf(entry, deal) {
  if (!entry.original || deal === entry.original) return null;
  return el("div", { class: "changes" }, el("h4", {}, "Corrected"), el("dl", {}, differences(entry.original, deal).map(([name, before, after]) =>
    [el("dt", {}, name), el("dd", {}, el("del", {}, before || "nothing"), el("span", { class: "hidden" }, " now "), el("ins", {}, after || "nothing"))])));
}

function fieldList(fields, older) {
  if (!fields.length) return null;
  return [older ? el("h4", {}, "As it was read") : null, el("ul", { class: "fields" }, fields.map((one, index) =>
    el("li", { class: one.group, "data-fields": `f${index}` },
      el("span", { class: "label" }, one.label),
      el("span", { class: "value", dir: "auto" }, one.value),
      one.at.length ? el("button", { type: "button", class: "cite", "aria-label": `${index + 1}, evidence of ${one.label}: ${one.value}` }, String(index + 1)) : el("span", { class: "cite none", title: "no words of its own in the text" }, "–"),
      one.because.length ? el("ul", { class: "because" }, one.because.map((reason) => el("li", {}, el("em", {}, "because "), el("bdi", {}, reason)))) : null)))];
}

function enteredList(deal) {
  const rowsOf = [
    ...deal.parties.map((party) => [words(party.role), party.names.join("; ")]),
    ...TERMS.filter((name) => deal.terms[name]).map((name) => [words(name), termWords(name, deal.terms[name])]),
    ...deal.milestones.map((step) => [words(step.kind), dateWords(step.date, step.bound)]),
    ...(deal.quote ? [["stated in", deal.quote]] : []),
  ];
  return el("ul", { class: "fields" }, rowsOf.map(([name, value]) => el("li", {}, el("span", { class: "label" }, name), el("span", { class: "value" }, value))));
}

function foundList(title, found, letter) {
  if (!found.length) return null;
  return el("details", { class: "found" }, el("summary", {}, `${title} (${found.length})`), el("ul", { class: "fields plain" }, found.map((one, index) =>
    el("li", { "data-fields": `${letter}${index}` }, el("span", { class: "value" }, `${words(one.code)}: ${one.message}`),
      one.at.length ? el("button", { type: "button", class: "cite", "aria-label": `↦ show ${words(one.code)} in the text` }, "↦") : null))));
}

function finishBox(doc) {
  const open = openOf(doc).length;
  const { finished } = stateOf(doc);
  const count = entriesOf(doc).length;
  const text = finished ? "This article is finished and will be exported."
    : open ? `${open} of ${plural(count, "deal")} of this article still to be judged.`
      : `${count ? "All deals are judged." : ""} Does the article tell of a deal that is missing here?`;
  return el("div", { class: "finish" }, el("p", {}, text), el("div", { class: "actions" },
    el("button", { type: "button", "aria-keyshortcuts": "m", onclick: addMissed }, "Add a missed deal", el("kbd", { "aria-hidden": "true" }, "M")),
    el("button", { type: "button", id: "finish", class: !open && !finished ? "main" : "", disabled: open > 0, "aria-pressed": finished, "aria-keyshortcuts": "f", onclick: finishArticle }, finished ? "Finished" : "Finish the article", el("kbd", { "aria-hidden": "true" }, "F"))));
}

const BLANK = { type: "acquisition", status: "agreed", background: false, parties: [{ names: [""], role: "" }, { names: [""], role: "" }], terms: {}, milestones: [] };

function editor(doc, entry) {
  const missed = editing.kind === "add";
  const deal = missed ? { ...BLANK, quote: editing.quote } : dealOf(entry);
  const taken = (said) => {
    editing = null;
    if (missed) { addDeal(doc, said); go(linkTo(entriesOf(doc).at(-1))); announce("The deal is added."); } else if (!entry.original) { changeAdded(entry, said); announce("Changed."); } else if (sameDeal(said, entry.original)) { judge(entry, "accepted"); announce("Nothing was changed: accepted."); } else { judge(entry, "corrected", said); announce("Corrected."); }
    show();
    focusPanel();
  };
  const left = () => { editing = null; dirty = false; show(); focusPanel(); };
  return dealForm(deal, missed ? "Add a missed deal" : "Correct the deal", missed || !entry.original, taken, left);
}

function edit(kind) {
  editing = { kind, quote: String(getSelection()).trim().slice(0, 2000) };
  show();
  byId("main").querySelector(".deal-form select")?.focus();
}

const correct = () => current?.entry && edit("correct");
const addMissed = () => current && edit("add");
const focusPanel = () => byId("main").querySelector(".panel h3")?.focus({ preventScroll: true });
const accept = () => settle("accepted");
const reject = () => settle("rejected");

/** Say a verdict and go on to the next deal of the article that has none. */
function settle(verdict) {
  const entry = current?.entry;
  if (!entry) return;
  const name = heading(dealOf(entry));
  if (!entry.original) {
    if (verdict === "accepted") return;
    removeAdded(entry);
    announce(`Removed: ${name}. Z takes it back.`);
    go(`#document/${entry.doc.index}`);
    return;
  }
  const same = verdictOf(entry) === verdict;
  judge(entry, same ? null : verdict);
  announce(same ? `Not judged any more: ${name}` : `${verdict === "accepted" ? "Accepted" : "Rejected"}: ${name}. Z takes it back.`);
  const next = same ? null : openOf(entry.doc)[0];
  if (next) go(linkTo(next));
  else { show(); (byId("finish").disabled ? byId("main").querySelector(".panel h3") : byId("finish")).focus({ preventScroll: true }); }
}

/** Mark the article as finished and go on to the next that is not; the same again opens it. */
function finishArticle() {
  if (!current) return;
  const { doc } = current;
  const open = openOf(doc).length;
  if (open) { announce(`${plural(open, "deal")} of this article still to be judged.`); return; }
  if (stateOf(doc).finished) { finish(doc, false); announce("The article is open again."); show(); byId("finish").focus(); return; }
  finish(doc, true);
  const next = shownEntries().find((one) => !stateOf(one.doc).finished)?.doc || documents.find((one) => !stateOf(one).finished);
  announce(next ? "Finished. This is the next article." : "Finished. That was the last article: save or export your work.");
  if (next) go(openOf(next).length ? linkTo(openOf(next)[0]) : `#document/${next.index}`);
  else { show(); focusPanel(); }
}

/** To the deal before or after in the order of the table. */
function step(by) {
  const order = shownEntries();
  const at = order.findIndex((one) => one.doc === current?.doc && one.id === current?.entry?.id);
  const next = order[at < 0 ? (by > 0 ? order.findIndex((one) => one.doc.index >= (current?.doc.index ?? 0)) : -1) : at + by];
  if (next) go(linkTo(next));
  else announce(by > 0 ? "That was the last deal." : "That was the first deal.");
}
