// The dated steps of the deals that are shown: drawn over time by type of deal, and listed by month.

const LANE = 30;
const LISTED = 200;
let listed = LISTED;

/** Every dated step of the shown deals, in the order of time. */
function stepsShown() {
  const out = [];
  for (const entry of shownEntries()) {
    for (const step of dealOf(entry).milestones) {
      const days = interval(step.date);
      if (days) out.push({ entry, step, days });
    }
  }
  return out.sort((a, b) => a.days[0] - b.days[0] || a.days[1] - b.days[1]);
}

function timelineView(all = false) {
  const steps = stepsShown();
  if (!steps.length)
    return [el("h2", {}, "Timeline"), el("p", { class: "empty" }, "None of the deals shown has a dated step.")];
  const count = all ? steps.length : listed;
  return [
    el("h2", {}, "Timeline"),
    el(
      "p",
      { class: "lead" },
      `${plural(steps.length, "dated step")} of ${countWords()}. A bar stands for a date that is a month, a quarter or a year.`,
    ),
    drawing(steps),
    stepList(steps.slice(0, count)),
    steps.length > count
      ? el(
          "p",
          {},
          el(
            "button",
            {
              type: "button",
              onclick: () => {
                listed += LISTED;
                show();
              },
            },
            `Show ${Math.min(LISTED, steps.length - count)} more`,
          ),
        )
      : null,
  ];
}

/** The range of time that is drawn: of many steps the outermost hundredth is left to the list. */
function rangeOf(steps) {
  const cut = steps.length > 50 ? Math.floor(steps.length / 100) : 0;
  const first = new Date(steps[cut].days[0]).getUTCFullYear();
  const last = new Date(steps[steps.length - 1 - cut].days[1]).getUTCFullYear();
  return [first, last];
}

function drawing(steps) {
  const [first, last] = rangeOf(steps);
  const [start, end] = [utc(first, 1), utc(last + 1, 1)];
  const types = Object.keys(vocabulary.types).filter((type) => steps.some(({ entry }) => dealOf(entry).type === type));
  const width = Math.max(320, byId("main").clientWidth - 2);
  const left = width < 600 ? 0 : 120;
  const top = width < 600 ? 14 : 0;
  const lane = LANE + top;
  const height = types.length * lane + 28;
  const x = (at) => left + ((at - start) / (end - start)) * (width - left - 12);
  const out = svg("svg", {
    class: "timeline",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": `Dated steps from ${first} to ${last}, by type of deal; the list below has them all`,
  });
  const every = Math.ceil((last - first + 1) / Math.max(2, Math.floor((width - left) / 60)));
  for (let year = first; year <= last; year += 1) {
    if ((year - first) % every) continue;
    out.append(
      svg("line", { class: "grid", x1: x(utc(year, 1)), x2: x(utc(year, 1)), y1: 0, y2: height - 24 }),
      svg("text", { class: "axis", x: x(utc(year, 1)) + 4, y: height - 8 }, String(year)),
    );
  }
  types.forEach((type, row) => {
    out.append(svg("line", { class: "grid", x1: 0, x2: width, y1: (row + 1) * lane, y2: (row + 1) * lane }));
    out.append(svg("text", { class: "lane", x: 2, y: top ? row * lane + 13 : row * lane + LANE / 2 + 4 }, words(type)));
  });
  const drawn = new Map();
  for (const { entry, step, days } of steps) {
    if (days[1] < start || days[0] >= end) continue;
    const row = types.indexOf(dealOf(entry).type);
    const [from, to] = [x(Math.max(days[0], start)), x(Math.min(days[1] + DAY, end))];
    const place = `${row}/${Math.round(from / 8)}`;
    const stack = drawn.get(place) || 0;
    drawn.set(place, stack + 1);
    const y = row * lane + top + LANE / 2 + [0, -6, 6, -10, 10][stack % 5];
    const long = days[1] - days[0] > 10 * DAY;
    const shape = long
      ? svg("rect", { class: "span", x: from, y: y - 2.5, width: Math.max(6, to - from), height: 5, rx: 2.5 })
      : svg("circle", { class: "dot", cx: from, cy: y, r: 4 });
    shape.append(
      svg("title", {}, `${dateWords(step.date, step.bound)}, ${words(step.kind)}: ${heading(dealOf(entry))}`),
    );
    shape.addEventListener("click", () => {
      go(linkTo(entry));
    });
    out.append(shape);
  }
  return el("div", { class: "figure" }, out);
}

function stepList(steps) {
  const groups = new Map();
  for (const one of steps) {
    const name =
      one.step.date.length > 5 && monthOf(one.days[0]) === monthOf(one.days[1])
        ? dateWords(monthOf(one.days[0]))
        : dateWords(one.step.date);
    groups.set(name, [...(groups.get(name) || []), one]);
  }
  return el(
    "div",
    { class: "steps" },
    [...groups].map(([name, group]) =>
      el(
        "section",
        {},
        el("h3", {}, name),
        el(
          "ul",
          {},
          group.map(({ entry, step }) =>
            el(
              "li",
              {},
              el("span", { class: "when" }, dateWords(step.date, step.bound)),
              el("span", { class: "what" }, step.label || words(step.kind)),
              el("a", { href: linkTo(entry) }, heading(dealOf(entry))),
            ),
          ),
        ),
      ),
    ),
  );
}
