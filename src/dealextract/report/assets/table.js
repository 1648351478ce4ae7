// The table of deals and that of articles, a page at a time.

const ROWS = 100;
let firstRow = 0;

const COLUMNS = [
  ["verdict", "Verdict", "narrow"],
  ["date", "Date", "wide"],
  ["deal", "Deal", ""],
  ["type", "Type", "wide"],
  ["status", "Status", "wide"],
  ["value", "Value", "wide number"],
  ["confidence", "Confidence", "number"],
];

const linkTo = (entry) =>
  `#deal/${entry.doc.index}/${entry.original ? entry.doc.deals.indexOf(entry.original) : `a${entry.number}`}`;

/** The sign of a verdict; what it means stands beside it, or is said by the one who shows it. */
const verdictSign = (verdict) => el("span", { class: `sign ${verdict || "open"}`, "aria-hidden": "true" });

/** A verdict as a sign with its name. */
function verdictChip(verdict) {
  const name = verdict ? VERDICTS[verdict] : "not judged";
  return el("span", { class: "verdict" }, verdictSign(verdict), el("span", { class: "said" }, name));
}

/** A probability as a bar and a figure. */
function confidenceBar(value) {
  const bar = el("span", { class: "level", "aria-hidden": "true" }, el("span"));
  bar.firstChild.style.width = `${Math.round(value * 100)}%`;
  return el("span", { class: "confidence" }, bar, value.toFixed(2));
}

function dealsView(all = false) {
  const entries = shownEntries();
  firstRow = Math.min(firstRow, Math.max(0, Math.floor((entries.length - 1) / ROWS) * ROWS));
  const page = all ? entries : entries.slice(firstRow, firstRow + ROWS);
  const head = COLUMNS.map(([name, title, kind]) => {
    const now = sorting.column === name;
    const button = el(
      "button",
      { type: "button", onclick: () => sortBy(name) },
      title,
      el("span", { class: "arrow", "aria-hidden": "true" }, now ? (sorting.down ? "↓" : "↑") : ""),
    );
    return el(
      "th",
      {
        scope: "col",
        class: kind,
        "aria-sort": now ? (sorting.down ? "descending" : "ascending") : "none",
        "data-column": name,
      },
      button,
    );
  });
  const table = el(
    "table",
    { class: "deals" },
    el("caption", {}, countWords()),
    el("thead", {}, el("tr", {}, head)),
    el("tbody", {}, page.map(dealRow)),
  );
  const empty = entries.length
    ? null
    : el(
        "p",
        { class: "empty" },
        allEntries().length
          ? "No deal passes the filter."
          : "The results hold no deal. Articles may still have some that were missed.",
      );
  return [table, empty, all ? null : pager(entries.length)];
}

function dealRow(entry) {
  const deal = dealOf(entry);
  const { text } = dayOf(entry);
  const priced = termOf(deal, "value");
  const value = priced ? termWords(priced) : "";
  const small = [words(deal.type), deal.status, text, value].filter(Boolean).join(" · ");
  return el(
    "tr",
    {
      "data-at": linkTo(entry),
      onclick: (event) => {
        if (!event.target.closest("a") && !String(getSelection())) go(linkTo(entry));
      },
    },
    el("td", { class: "narrow" }, verdictChip(verdictOf(entry))),
    el("td", { class: "wide nowrap" }, text),
    el(
      "td",
      {},
      el("a", { class: "deal", href: linkTo(entry) }, heading(deal)),
      el(
        "span",
        { class: "from" },
        deal.background ? el("span", { class: "tag" }, "background") : null,
        el("bdi", {}, entry.doc.title),
      ),
      el("span", { class: "small" }, small),
    ),
    el("td", { class: "wide" }, words(deal.type)),
    el("td", { class: "wide" }, deal.status),
    el("td", { class: "wide number" }, value),
    el("td", { class: "number" }, entry.original ? confidenceBar(entry.original.confidence) : ""),
  );
}

function sortBy(column) {
  if (sorting.column !== column) Object.assign(sorting, { column, down: ["value", "date"].includes(column) });
  else if (sorting.down === ["value", "date"].includes(column)) sorting.down = !sorting.down;
  else Object.assign(sorting, { column: "order", down: false });
  firstRow = 0;
  filterChanged();
  show();
  document.querySelector(`[data-column="${column}"] button`)?.focus();
}

function pager(count) {
  if (count <= ROWS) return null;
  const turn = (to) => () => {
    firstRow = to;
    show();
    scrollTo(0, 0);
    byId("main").querySelector("tbody a")?.focus();
  };
  const last = Math.min(firstRow + ROWS, count);
  return el(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    el("button", { type: "button", disabled: firstRow === 0, onclick: turn(firstRow - ROWS) }, "Previous"),
    el(
      "span",
      {},
      `${(firstRow + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${count.toLocaleString("en")}`,
    ),
    el("button", { type: "button", disabled: last >= count, onclick: turn(firstRow + ROWS) }, "Next"),
  );
}

let firstDocument = 0;

function documentsView(all = false) {
  const page = all ? documents : documents.slice(firstDocument, firstDocument + ROWS);
  const turn = (to) => () => {
    firstDocument = to;
    show();
    scrollTo(0, 0);
  };
  return [
    el(
      "table",
      { class: "documents" },
      el(
        "caption",
        {},
        `${plural(documents.length, "article")}; one is finished when all its deals are judged, those that were missed are added, and you say so`,
      ),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ["Article", "Published", "Deals", "Not judged", "Finished"].map((name, at) =>
            el("th", { scope: "col", class: at === 1 ? "wide" : "" }, name),
          ),
        ),
      ),
      el("tbody", {}, page.map(documentRow)),
    ),
    !all && documents.length > ROWS
      ? el(
          "nav",
          { class: "pager", "aria-label": "Pages" },
          el(
            "button",
            { type: "button", disabled: firstDocument === 0, onclick: turn(firstDocument - ROWS) },
            "Previous",
          ),
          el(
            "span",
            {},
            `${firstDocument + 1}–${Math.min(firstDocument + ROWS, documents.length)} of ${documents.length}`,
          ),
          el(
            "button",
            { type: "button", disabled: firstDocument + ROWS >= documents.length, onclick: turn(firstDocument + ROWS) },
            "Next",
          ),
        )
      : null,
  ];
}

function documentRow(doc) {
  const open = openOf(doc).length;
  const link = `#document/${doc.index}`;
  return el(
    "tr",
    {
      "data-at": link,
      onclick: (event) => {
        if (!event.target.closest("a")) go(link);
      },
    },
    el(
      "td",
      {},
      el("a", { class: "deal", href: link }, el("bdi", {}, doc.title)),
      doc.path && doc.path !== doc.title ? el("span", { class: "from" }, el("bdi", {}, doc.path)) : null,
    ),
    el("td", { class: "wide nowrap" }, doc.published ? dateWords(doc.published) : ""),
    el("td", { class: "number" }, String(entriesOf(doc).length)),
    el("td", { class: "number" }, open ? String(open) : ""),
    el("td", {}, stateOf(doc).finished ? verdictSign("accepted") : null, stateOf(doc).finished ? "finished" : ""),
  );
}
