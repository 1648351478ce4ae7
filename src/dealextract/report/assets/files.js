// Files out and in: annotated articles (JSON Lines, as `dealextract eval` reads them), and the work as it stands.

const WORK = "dealextract-review";

/** The articles that are finished, and those that are not, with the reason. */
function finishedArticles() {
  const done = [];
  const left = [];
  for (const doc of documents) {
    const open = openOf(doc).length;
    if (stateOf(doc).finished) done.push(doc);
    else left.push({ doc, why: open ? `${plural(open, "deal")} not judged` : "not marked as finished" });
  }
  return { done, left };
}

/** An article as an annotation: its deals as they stand; a rejected one is none. */
function annotation(doc, withText) {
  const entries = entriesOf(doc);
  const out = {
    id: doc.id,
    published: doc.published,
    deals: entries.filter((entry) => verdictOf(entry) !== "rejected").map(annotatedDeal),
    review: {
      page: data.digest,
      rejected: entries.filter((entry) => verdictOf(entry) === "rejected").map((entry) => entry.id),
      people: stateOf(doc).people?.verdict || null,
    },
  };
  if (stateOf(doc).people) out.people = checkedPeople(peopleOf(doc));
  return withText && doc.whole ? { ...out, text: doc.text } : out;
}

function annotatedDeal(entry) {
  const deal = dealOf(entry);
  const out = {
    id: entry.id,
    verdict: verdictOf(entry),
    type: deal.type,
    type_also: [],
    status: deal.status,
    status_also: [],
    background: deal.background,
    optional: false,
    parties: deal.parties.map(({ names, role }) => ({ names, role, optional: false })),
    milestones: deal.milestones.map(({ kind, date, bound, label }) => ({
      kind,
      kinds: [kind],
      date,
      bound,
      label,
      optional: false,
    })),
    people: peopleIn(entry.doc, deal).map((person) => person.id),
    advisers: deal.advisers,
    quote: quoteOf(entry),
    terms: {},
  };
  for (const term of deal.terms) {
    const { name, ...said } = plainTerm(term);
    if (TERMS.includes(name)) out[name] = said;
    else if (TERM_FORMS.get(name).many) out.terms[name] = [...(out.terms[name] || []), said];
    else out.terms[name] = said;
  }
  return out;
}

/** The sentence that states a deal. */
function quoteOf(entry) {
  const first = entry.original?.evidence[0];
  return first ? entry.doc.text.slice(...first) : dealOf(entry).quote || "";
}

/** A file for the reader to keep. */
function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  unsaved = false;
}

const fileName = (ending) =>
  `${
    data.title
      .replace(/\.[a-z]+$/, "")
      .replace(/[^\w.-]+/g, "-")
      .slice(0, 60) || "review"
  }.${ending}`;

/** JSON on a line, also for readers that take other letters than a line feed for the end of one. */
const jsonLine = (value) =>
  JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function exportAnnotations(withText) {
  const { done } = finishedArticles();
  download(
    fileName("gold.jsonl"),
    done.map((doc) => `${jsonLine(annotation(doc, withText))}\n`).join(""),
    "application/jsonl",
  );
  announce(`${plural(done.length, "article")} exported.`);
}

function saveWork() {
  download(
    fileName("review.json"),
    `${JSON.stringify({ format: WORK, page: data.digest, documents: state })}\n`,
    "application/json",
  );
  announce("Your work is saved to a file.");
}

/** What a file says of articles, by their id. Throws an error in words where it is neither kind of file. */
function readFile(text) {
  let whole = null;
  try {
    whole = JSON.parse(text);
  } catch {
    /* several lines */
  }
  if (whole?.format === WORK) return whole.documents || {};
  const out = {};
  text.split("\n").forEach((line, index) => {
    if (!line.trim()) return;
    let one;
    try {
      one = JSON.parse(line);
    } catch {
      throw new Error(`line ${index + 1} is no JSON`);
    }
    if (typeof one?.id !== "string" || !Array.isArray(one.deals) || !one.review) {
      throw new Error(`line ${index + 1} was not exported by a review page`);
    }
    out[one.id] = saidIn(one);
  });
  if (!Object.keys(out).length) throw new Error("the file is empty");
  return out;
}

/** The verdicts that an exported annotation stands for. */
function saidIn(one) {
  const flat = (deal) => ({
    ...deal,
    terms: [...TERMS.map((name) => [name, deal[name]]), ...Object.entries(deal.terms || {})].flatMap(([name, said]) =>
      [said]
        .flat()
        .filter(Boolean)
        .map((one) => ({ ...one, name })),
    ),
  });
  const deals = {};
  const added = [];
  for (const deal of one.deals) {
    if (deal?.verdict === "added") added.push(flat(deal));
    else if (deal) deals[deal.id] = { verdict: deal.verdict, deal: flat(deal) };
  }
  for (const id of one.review.rejected || []) deals[id] = { verdict: "rejected" };
  const people = one.review.people && { verdict: one.review.people, people: one.people };
  return { finished: true, deals, added, people };
}

async function load(file) {
  try {
    const { state: said, lost } = restored(readFile(await file.text()));
    Object.assign(state, said);
    past.length = 0;
    keep();
    show();
    openFiles();
    const rest = lost.length
      ? ` Not on this page, or not whole, and left out: ${lost.slice(0, 5).join("; ")}${lost.length > 5 ? " …" : ""}.`
      : "";
    announce(`${plural(Object.keys(said).length, "article")} loaded.${rest}`);
  } catch (error) {
    announce(`${file.name} is not loaded: ${error.message}.`);
  }
}

/** The dialog: what will be exported, what not and why. */
function openFiles() {
  const { done, left } = finishedArticles();
  const unchecked = done.filter((doc) => !stateOf(doc).people).length;
  const withText = el("input", { type: "checkbox", id: "with-text" });
  const input = el("input", {
    type: "file",
    accept: ".json,.jsonl",
    id: "load",
    onchange: () => input.files[0] && load(input.files[0]),
  });
  byId("files-body").replaceChildren(
    el("h3", {}, "Annotated articles"),
    el(
      "p",
      {},
      `${plural(done.length, "finished article")} as JSON Lines, which `,
      el("code", {}, "dealextract eval"),
      " measures results by.",
      unchecked ? ` The people of ${plural(unchecked, "article")} are not checked, and nothing is said of them.` : null,
    ),
    left.length
      ? el(
          "details",
          { class: "left-out" },
          el("summary", {}, `${plural(left.length, "article")} not finished and left out`),
          el(
            "ul",
            {},
            left.slice(0, 200).map(({ doc, why }) => el("li", {}, el("bdi", {}, doc.title), `: ${why}`)),
          ),
          left.length > 200 ? el("p", {}, `and ${left.length - 200} more`) : null,
        )
      : null,
    el("label", { class: "tick" }, withText, " with the texts"),
    el(
      "p",
      {},
      el(
        "button",
        {
          type: "button",
          class: "main",
          id: "export",
          disabled: done.length === 0,
          onclick: () => exportAnnotations(withText.checked),
        },
        "Export annotations",
      ),
    ),
    el("h3", {}, "Your work"),
    el(
      "p",
      {},
      kept
        ? "Every verdict is kept in this browser. A file takes them elsewhere."
        : "This browser keeps nothing for pages from a disk: save your work to a file before you close the page.",
    ),
    el("p", {}, el("button", { type: "button", id: "save", onclick: saveWork }, "Save work to a file")),
    el("label", { class: "file" }, "Load work or annotations ", input),
  );
  if (!byId("files").open) byId("files").showModal();
}
