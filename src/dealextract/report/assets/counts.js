// How many deals there are, by month, type, status and verdict.

function countsView() {
  const entries = shownEntries();
  if (!entries.length) return [el("h2", {}, "Counts"), el("p", { class: "empty" }, "No deal passes the filter.")];
  const tally = (of) => {
    const out = new Map();
    for (const entry of entries) out.set(of(entry), (out.get(of(entry)) || 0) + 1);
    return out;
  };
  const types = [...tally((entry) => dealOf(entry).type)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const statuses = tally((entry) => dealOf(entry).status);
  const verdicts = tally((entry) => verdictOf(entry) || "open");
  return [
    el("h2", {}, "Counts"),
    el("p", { class: "lead" }, `${countWords()}. A name shows its deals alone.`),
    monthsFigure(entries),
    el(
      "div",
      { class: "columns" },
      bars(
        "Type",
        types.map(([name, count]) => [words(name), count, () => filterBy("type", name)]),
      ),
      bars(
        "Status",
        vocabulary.statuses
          .filter((name) => statuses.has(name))
          .map((name) => [name, statuses.get(name), () => filterBy("status", name)]),
      ),
      bars(
        "Verdict",
        ["open", ...Object.keys(VERDICTS)]
          .filter((name) => verdicts.has(name))
          .map((name) => [VERDICTS[name] || "not judged", verdicts.get(name), () => filterBy("verdict", name)]),
      ),
    ),
  ];
}

/** A table of names with their counts as bars. */
function bars(title, rowsOf) {
  const most = Math.max(...rowsOf.map(([, count]) => count));
  return el(
    "table",
    { class: "bars" },
    el("caption", {}, title),
    el(
      "tbody",
      {},
      rowsOf.map(([name, count, work]) => {
        const bar = el("span", { class: "fill" });
        bar.style.width = `${(100 * count) / most}%`;
        return el(
          "tr",
          {},
          el("th", { scope: "row" }, el("button", { type: "button", class: "plain", onclick: work }, name)),
          el("td", { class: "track", "aria-hidden": "true" }, bar),
          el("td", { class: "number" }, count.toLocaleString("en")),
        );
      }),
    ),
  );
}

/** Deals by month, or by year where there are too many months. */
function monthsFigure(entries) {
  const dated = entries.map((entry) => dayOf(entry).days?.[0]).filter((at) => at !== undefined && at !== null);
  if (!dated.length) return el("p", { class: "note" }, "None of these deals has a date.");
  const span = Math.max(...dated) - Math.min(...dated);
  const yearly = span > 36 * 31 * DAY;
  const bucket = (at) => (yearly ? monthOf(at).slice(0, 4) : monthOf(at));
  const counts = new Map(
    bucketsBetween(bucket(Math.min(...dated)), bucket(Math.max(...dated))).map((name) => [name, 0]),
  );
  for (const at of dated) counts.set(bucket(at), (counts.get(bucket(at)) || 0) + 1);
  const lacking = entries.length - dated.length;
  return el(
    "figure",
    { class: "figure" },
    el(
      "figcaption",
      {},
      `Deals by ${yearly ? "year" : "month"} of publication, or of their first dated step`,
      lacking ? `; ${plural(lacking, "deal")} without a date` : "",
    ),
    columnsFigure([...counts]),
    el(
      "details",
      {},
      el("summary", {}, "As a table"),
      el(
        "table",
        { class: "plain" },
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, yearly ? "Year" : "Month"),
            el("th", { scope: "col", class: "number" }, "Deals"),
          ),
        ),
        el(
          "tbody",
          {},
          [...counts].map(([name, count]) =>
            el("tr", {}, el("th", { scope: "row" }, dateWords(name)), el("td", { class: "number" }, String(count))),
          ),
        ),
      ),
    ),
  );
}

function bucketsBetween(first, last) {
  const out = [];
  const step = first.length > 4 ? 1 : 12;
  for (
    let month = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7) || 1) - 1;
    out.length < 400;
    month += step
  ) {
    const year = String(Math.floor(month / 12)).padStart(4, "0");
    const name = step === 12 ? year : `${year}-${String((month % 12) + 1).padStart(2, "0")}`;
    if (name > last) break;
    out.push(name);
  }
  return out;
}

function columnsFigure(counts) {
  const width = Math.max(320, byId("main").clientWidth - 2);
  const height = 150;
  const most = Math.max(...counts.map(([, count]) => count));
  const each = width / counts.length;
  const thick = Math.min(46, Math.max(1, each * 0.7));
  const out = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": "Deals over time; the table below has the figures",
  });
  const every = Math.ceil(counts.length / Math.max(1, Math.floor(width / 64)));
  counts.forEach(([name, count], at) => {
    const high = (count / most) * (height - 44);
    const middle = each * at + each / 2;
    const bar = svg("rect", {
      class: "fill",
      x: middle - thick / 2,
      y: height - 24 - high,
      width: thick,
      height: high,
      rx: Math.min(2, thick / 2),
    });
    bar.append(svg("title", {}, `${dateWords(name)}: ${plural(count, "deal")}`));
    out.append(bar);
    if (count && each > 22)
      out.append(svg("text", { class: "axis middle", x: middle, y: height - 29 - high }, String(count)));
    if (at % every === 0)
      out.append(
        svg(
          "text",
          { class: "axis middle", x: Math.min(width - 26, Math.max(26, middle)), y: height - 8 },
          dateWords(name),
        ),
      );
  });
  out.append(svg("line", { class: "grid", x1: 0, x2: width, y1: height - 24, y2: height - 24 }));
  return out;
}
