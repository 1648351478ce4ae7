// Which deals are shown, and in which order. Every view shows the same ones.

const sorting = { column: "order", down: false };
let shown = null;

const FIELDS = [
  "text",
  "type",
  "status",
  "verdict",
  "party",
  "from",
  "to",
  "least",
  "most",
  "currency",
  "confidence",
  "below",
  "background",
];
const MORE = FIELDS.slice(4);
const field = (name) => byId(`f-${name}`);

function filterChanged() {
  shown = null;
}

/** The deals that pass the filter, in the order of the table. */
function shownEntries() {
  if (!shown) shown = sorted(allEntries().filter(filter()));
  return shown;
}

/** A test of deals by what stands in the form. */
function filter() {
  const said = Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()]));
  const terms = said.text.toLowerCase().split(/\s+/).filter(Boolean);
  const party = said.party.toLowerCase();
  const [from, to] = [said.from, said.to].map((value) => interval(value)?.[0] ?? null);
  const [least, most] = [said.least, said.most].map((text) => (text ? Number(typedAmount(text) ?? NaN) : null));
  for (const name of ["least", "most"]) {
    const wrong = Boolean(said[name]) && typedAmount(said[name]) === null;
    field(name).setAttribute("aria-invalid", wrong);
    field(name).title = wrong ? "a number such as 4,500,000, 5m or 1.2bn" : "";
  }
  return (entry) => {
    const deal = dealOf(entry);
    if (said.type && deal.type !== said.type) return false;
    if (said.status && deal.status !== said.status) return false;
    if (said.verdict && (verdictOf(entry) || "open") !== said.verdict) return false;
    if (field("background").checked && deal.background) return false;
    if (party && !deal.parties.some((one) => one.names.some((name) => name.toLowerCase().includes(party))))
      return false;
    if (said.confidence && !(confidenceOf(entry) >= Number(said.confidence))) return false;
    if (said.below && !(confidenceOf(entry) <= Number(said.below))) return false;
    if ((from || to) && !within(entry, from, to)) return false;
    const { amount, currency } = termOf(deal, "value") || {};
    if (said.currency && currency !== said.currency) return false;
    if (least !== null && !(Number(amount ?? NaN) >= least)) return false;
    if (most !== null && !(Number(amount ?? NaN) <= most)) return false;
    return terms.every((term) => haystack(entry, deal).includes(term));
  };
}

/** Everything of a deal that is searched, in small letters. */
function haystack(entry, deal) {
  if (entry.original && entry.original.searched && deal === entry.original) return entry.original.searched;
  const parts = [heading(deal), deal.type, deal.status, entry.doc.title, entry.doc.path, entry.doc.id];
  parts.push(
    ...deal.parties.flatMap((party) => party.names),
    ...(entry.original?.fields || []).map((one) => one.value),
  );
  const text = words(parts.join("\n").toLowerCase());
  if (deal === entry.original) entry.original.searched = text;
  return text;
}

const confidenceOf = (entry) => entry.original?.confidence ?? 1;

/** The days that a deal belongs to: of its publication, else of its first step; with the words of it. */
function dayOf(entry) {
  const published = interval(entry.doc.published);
  if (published) return { days: published, text: dateWords(entry.doc.published) };
  const steps = dealOf(entry)
    .milestones.map((step) => [interval(step.date), step])
    .filter(([days]) => days);
  steps.sort((a, b) => a[0][0] - b[0][0]);
  return steps.length
    ? { days: steps[0][0], text: dateWords(steps[0][1].date, steps[0][1].bound) }
    : { days: null, text: "" };
}

function within(entry, from, to) {
  const { days } = dayOf(entry);
  return days !== null && (from === null || days[1] >= from) && (to === null || days[0] <= to);
}

const SORT = {
  order: (entry) => entry.doc.index,
  verdict: (entry) => Object.keys(VERDICTS).indexOf(verdictOf(entry)),
  date: (entry) => dayOf(entry).days?.[0] ?? null,
  deal: (entry) => heading(dealOf(entry)).toLowerCase(),
  type: (entry) => dealOf(entry).type,
  status: (entry) => vocabulary.statuses.indexOf(dealOf(entry).status),
  value: (entry) => {
    const amount = termOf(dealOf(entry), "value")?.amount;
    return amount ? Number(amount) : null;
  },
  confidence: confidenceOf,
};

/** Sorted by the column; what has no value there comes last either way, and the order of the results decides between equals. */
function sorted(entries) {
  const keyed = entries.map((entry, place) => ({ entry, place, key: SORT[sorting.column](entry) }));
  const sign = sorting.down ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place;
    return (a.key < b.key ? -sign : a.key > b.key ? sign : 0) || a.place - b.place;
  });
  return keyed.map(({ entry }) => entry);
}

function fillFilters() {
  const option = (value, text) => el("option", { value }, text);
  const found = allEntries().map(dealOf);
  const types = Object.keys(vocabulary.types).filter((name) => found.some((deal) => deal.type === name));
  field("type").append(option("", "any"), ...types.map((name) => option(name, words(name))));
  field("status").append(option("", "any"), ...vocabulary.statuses.map((name) => option(name, name)));
  field("verdict").append(
    option("", "any"),
    option("open", "not judged"),
    ...Object.entries(VERDICTS).map(([name, text]) => option(name, text)),
  );
  const currencies = [...new Set(found.map((deal) => termOf(deal, "value")?.currency).filter(Boolean))].sort();
  field("currency").append(option("", "any"), ...currencies.map((name) => option(name, name)));
  const names = [...new Set(found.flatMap((deal) => deal.parties.map((party) => party.names[0])))].sort();
  byId("companies").append(...names.map((name) => option(name)));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", refilter);
  byId("more").addEventListener("click", () => showMore(byId("more-filters").hidden));
  byId("clear").addEventListener("click", () => {
    clearFilters();
    refilter();
  });
}

function showMore(open) {
  byId("more-filters").hidden = !open;
  byId("more").setAttribute("aria-expanded", open);
}

function clearFilters() {
  for (const name of FIELDS) field(name).value = "";
  field("background").checked = false;
}

function refilter() {
  firstRow = 0;
  filterChanged();
  if (view() === "deal" || view() === "document") go("#deals");
  else show();
}

/** Show the deals of one value of a field, as a click on a bar or a company asks. */
function filterBy(name, value) {
  field(name).value = value;
  if (MORE.includes(name)) showMore(true);
  filterChanged();
  if (location.hash === "#deals") show();
  else go("#deals");
}

/** How many deals are shown, in words. */
function countWords() {
  const all = allEntries().length;
  const count = shownEntries().length;
  return count === all ? plural(all, "deal") : `${count.toLocaleString("en")} of ${plural(all, "deal")}`;
}
