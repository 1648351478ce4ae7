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
  const root = el(
    "div",
    { class: "review" },
    reviewBar(doc, entry),
    el("section", { class: "article", "aria-label": "Article" }, articleOf(doc, entry)),
    el("aside", { class: "panel", "aria-label": "Deals of the article" }, panelOf(doc, entries, entry)),
  );
  tie(root);
  return [root];
}

function reviewBar(doc, entry) {
  const order = shownEntries();
  const at = entry ? order.findIndex((one) => one.doc === doc && one.id === entry.id) : -1;
  const step = (by, name) =>
    el(
      "button",
      {
        type: "button",
        disabled: !order[at + by] || at < 0,
        onclick: () => {
          go(linkTo(order[at + by]));
        },
      },
      name,
    );
  return el(
    "div",
    { class: "bar" },
    el("a", { href: "#deals" }, "← All deals"),
    el(
      "span",
      { class: "place" },
      at >= 0
        ? `${(at + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`
        : entry
          ? "outside the filter"
          : "",
    ),
    step(-1, "Previous"),
    step(1, "Next"),
  );
}

function articleOf(doc, entry) {
  const facts = [doc.publisher, doc.published ? dateWords(doc.published) : null, doc.path].filter(Boolean);
  return [
    el("h2", { dir: "auto" }, doc.title),
    el(
      "p",
      { class: "facts" },
      facts.map((fact, at) => [at ? " · " : "", el("bdi", {}, fact)]),
    ),
    doc.whole
      ? null
      : el(
          "p",
          { class: "note" },
          doc.text
            ? "The article is not at hand. These are the sentences that its deals quote."
            : "The article is not at hand, and nothing of it is quoted.",
        ),
    articleText(doc.text, stretchesOf(doc, entry)),
  ];
}

/** What is marked in an article: the fields and sentences of the deal, the sentences of its other deals, and what was turned down. */
function stretchesOf(doc, entry) {
  const out = [];
  const add = ([from, to], more) => {
    if (to > from) out.push({ from, to, ...more });
  };
  for (const other of doc.deals) {
    const kind = other === entry?.original ? "sentence" : "elsewhere";
    for (const at of other.evidence) add(at, { kind, key: kind });
  }
  (entry?.original?.fields || []).forEach((one, index) => {
    for (const at of one.at) add(at, { kind: one.group, key: `f${index}`, number: index + 1, label: one.label });
  });
  doc.people.forEach((person, index) => {
    for (const at of person.at) add(at, { kind: "person", key: `p${index}` });
  });
  doc.rejected.forEach((one, index) => {
    if (one.at.length) add(one.at, { kind: "turned-down", key: `r${index}` });
  });
  doc.notes.forEach((one, index) => {
    if (one.at.length) add(one.at, { kind: "noted", key: `n${index}` });
  });
  return out;
}

const BLANK = {
  type: "acquisition",
  status: "agreed",
  background: false,
  parties: [
    { names: [""], role: "" },
    { names: [""], role: "" },
  ],
  terms: [],
  milestones: [],
  people: [],
  advisers: [],
};

function editor(doc, entry) {
  const left = () => {
    editing = null;
    dirty = false;
    show();
    focusPanel();
  };
  if (editing.kind === "people") {
    const taken = (said) => {
      takePeople(doc, said);
      left();
    };
    return peopleForm(doc, taken, left);
  }
  const missed = editing.kind === "add";
  const deal = missed ? { ...BLANK, quote: editing.quote } : dealOf(entry);
  const taken = (said) => {
    editing = null;
    if (missed) {
      addDeal(doc, said);
      go(linkTo(entriesOf(doc).at(-1)));
      announce("The deal is added.");
    } else if (!entry.original) {
      changeAdded(entry, said);
      announce("Changed.");
    } else if (sameDeal(said, entry.original)) {
      judge(entry, "accepted");
      announce("Nothing was changed: accepted.");
    } else {
      judge(entry, "corrected", said);
      announce("Corrected.");
    }
    show();
    focusPanel();
  };
  return dealForm(doc, deal, missed ? "Add a missed deal" : "Correct the deal", missed || !entry.original, taken, left);
}

function edit(kind) {
  editing = { kind, quote: String(getSelection()).trim().slice(0, 2000) };
  show();
  byId("main").querySelector(".deal-form :is(select, input, button)")?.focus();
}

const correct = () => current?.entry && edit("correct");
const correctPeople = () => current && edit("people");
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
  announce(
    same
      ? `Not judged any more: ${name}`
      : `${verdict === "accepted" ? "Accepted" : "Rejected"}: ${name}. Z takes it back.`,
  );
  const next = same ? null : openOf(entry.doc)[0];
  if (next) go(linkTo(next));
  else {
    show();
    (byId("finish").disabled ? byId("main").querySelector(".panel h3") : byId("finish")).focus({ preventScroll: true });
  }
}

/** Mark the article as finished and go on to the next that is not; the same again opens it. */
function finishArticle() {
  if (!current) return;
  const { doc } = current;
  const open = openOf(doc).length;
  if (open) {
    announce(`${plural(open, "deal")} of this article still to be judged.`);
    return;
  }
  if (stateOf(doc).finished) {
    finish(doc, false);
    announce("The article is open again.");
    show();
    byId("finish").focus();
    return;
  }
  finish(doc, true);
  const next =
    shownEntries().find((one) => !stateOf(one.doc).finished)?.doc || documents.find((one) => !stateOf(one).finished);
  announce(
    next ? "Finished. This is the next article." : "Finished. That was the last article: save or export your work.",
  );
  if (next) go(openOf(next).length ? linkTo(openOf(next)[0]) : `#document/${next.index}`);
  else {
    show();
    focusPanel();
  }
}

/** To the deal before or after in the order of the table. */
function step(by) {
  const order = shownEntries();
  const at = order.findIndex((one) => one.doc === current?.doc && one.id === current?.entry?.id);
  const next =
    order[at < 0 ? (by > 0 ? order.findIndex((one) => one.doc.index >= (current?.doc.index ?? 0)) : -1) : at + by];
  if (next) go(linkTo(next));
  else announce(by > 0 ? "That was the last deal." : "That was the first deal.");
}
