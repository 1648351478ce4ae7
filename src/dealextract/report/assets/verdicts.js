// What the reviewer said: a verdict for each deal, deals that were missed, articles that are finished.
//
// state[document id] = { finished, deals: { deal id: { verdict, deal? } }, added: [deal], people }; `deal` is the corrected form.

const KEY = `dealextract-review:${data.digest}`;
const VERDICTS = { accepted: "accepted", corrected: "corrected", rejected: "rejected", added: "added by you" };
let state = {};
let kept = true;
let unsaved = false;
const past = [];

const stateOf = (doc) => state[doc.id] || { finished: false, deals: {}, added: [], people: null };

/** A deal of the page: `original` is null for one that the reviewer added, which is the `number`th of its article. */
const entriesOf = (doc) => [
  ...doc.deals.map((original) => ({ doc, original, id: original.id })),
  ...stateOf(doc).added.map((deal, number) => ({ doc, original: null, number, id: deal.id })),
];

const allEntries = () => documents.flatMap(entriesOf);

const verdictOf = (entry) => (entry.original ? stateOf(entry.doc).deals[entry.id]?.verdict || null : "added");

/** A deal as it stands now: as it was read, corrected or added. */
function dealOf(entry) {
  if (!entry.original) return stateOf(entry.doc).added[entry.number];
  return stateOf(entry.doc).deals[entry.id]?.deal || entry.original;
}

const openOf = (doc) => entriesOf(doc).filter((entry) => verdictOf(entry) === null);

/** Change what is said of an article; the change can be taken back. */
function change(doc, work, where = location.hash) {
  const before = JSON.stringify(stateOf(doc));
  const next = JSON.parse(before);
  work(next);
  if (doc.deals.some((deal) => !next.deals[deal.id])) next.finished = false;
  state[doc.id] = next;
  past.push({ doc, before, where });
  keep();
}

/** Say a verdict; the same one again takes it back. */
function judge(entry, verdict, corrected = null) {
  change(entry.doc, (said) => {
    if (verdict === null) delete said.deals[entry.id];
    else said.deals[entry.id] = corrected ? { verdict, deal: corrected } : { verdict };
  });
}

function addDeal(doc, deal) {
  const taken = new Set(entriesOf(doc).map((entry) => entry.id));
  let number = 1;
  while (taken.has(`added-${number}`)) number += 1;
  change(doc, (said) => said.added.push({ ...deal, id: `added-${number}` }));
}

const changeAdded = (entry, deal) =>
  change(entry.doc, (said) => {
    said.added[entry.number] = { ...deal, id: entry.id };
  });
const removeAdded = (entry) => change(entry.doc, (said) => said.added.splice(entry.number, 1));
const finish = (doc, finished) =>
  change(doc, (said) => {
    said.finished = finished;
  });

/** Take the last change back; gives what it was, or nothing. */
function undo() {
  const last = past.pop();
  if (!last) return null;
  state[last.doc.id] = JSON.parse(last.before);
  keep();
  return last;
}

/** Keep everything in the browser, where it lets pages from a disk do so. */
function keep() {
  kept = store.set(KEY, JSON.stringify(state));
  unsaved = true;
  filterChanged();
  showProgress();
}

function recall() {
  try {
    state = restored(JSON.parse(store.get(KEY) || "{}")).state;
  } catch {
    state = {};
  }
}

/** What is said of the articles of this page, checked piece by piece, and in words what could not be taken. */
function restored(said) {
  const out = {};
  const lost = [];
  const known = new Map(documents.map((doc) => [doc.id, doc]));
  for (const [id, one] of Object.entries(said)) {
    const doc = known.get(id);
    if (!doc) {
      lost.push(`article ${id}`);
      continue;
    }
    const ids = new Set(doc.deals.map((deal) => deal.id));
    const deals = {};
    for (const [key, value] of Object.entries(one?.deals || {})) {
      const deal = value?.verdict === "corrected" ? checkedDeal(value.deal) : null;
      const right = ["accepted", "rejected"].includes(value?.verdict) || deal;
      if (!ids.has(key) || !right) lost.push(`deal ${key} of ${id}`);
      else deals[key] = deal ? { verdict: "corrected", deal } : { verdict: value.verdict };
    }
    const added = (Array.isArray(one?.added) ? one.added : []).map(checkedDeal);
    lost.push(...added.filter((deal) => !deal).map(() => `an added deal of ${id}`));
    const whole = doc.deals.every((deal) => deals[deal.id]) && added.every(Boolean);
    const people = restoredPeople(one?.people);
    if (one?.people && !people) lost.push(`the people of ${id}`);
    out[id] = {
      finished: Boolean(one?.finished) && whole,
      deals,
      added: renumbered(added.filter(Boolean)),
      people,
    };
  }
  return { state: out, lost };
}

/** What a file says of the people of an article, or null. */
function restoredPeople(said) {
  if (said?.verdict === "accepted") return { verdict: "accepted" };
  const people = said?.verdict === "corrected" ? checkedPeople(said.people) : null;
  return people && { verdict: "corrected", people };
}

const renumbered = (added) => added.map((deal, number) => ({ ...deal, id: `added-${number + 1}` }));

/** A deal of a file with the fields that a correction may have and nothing else; null where it is none. */
function checkedDeal(deal) {
  try {
    const type = vocabulary.types[deal.type];
    if (!Object.hasOwn(vocabulary.types, deal.type) || !vocabulary.statuses.includes(deal.status)) return null;
    const parties = deal.parties.map(({ names, role }) => ({
      names: names.map(String).filter(Boolean),
      role: String(role),
    }));
    if (!parties.length || parties.some((party) => !party.names.length || !type.roles.includes(party.role)))
      return null;
    const terms = (deal.terms || []).map(plainTerm);
    const advisers = checkedAdvisers(deal.advisers || []);
    if (terms.some((term) => !term) || advisers.some((adviser) => !adviser.names.length)) return null;
    const milestones = (deal.milestones || []).map(({ kind, date, bound, label }) => ({
      kind: vocabulary.milestones.includes(kind) ? kind : "other",
      date: typeof date === "string" && date ? date.slice(0, 20) : null,
      bound: vocabulary.bounds.includes(bound) ? bound : "on",
      label: String(label ?? ""),
    }));
    const quote = String(deal.quote || "");
    return {
      type: deal.type,
      status: deal.status,
      background: Boolean(deal.background),
      parties,
      terms,
      milestones,
      people: (deal.people || []).map(String),
      advisers,
      quote,
    };
  } catch {
    return null;
  }
}
