// Who deals with whom: companies that are parties of the same deals, each cluster laid out by itself.

const DRAWN = 80;
const NEAR = 105;
const ROUNDS = 220;

/** Companies and the pairs of them that share a deal, of the deals shown. */
function pairsShown() {
  const nodes = new Map();
  const edges = new Map();
  for (const entry of shownEntries()) {
    const parties = new Map(dealOf(entry).parties.map((party) => [partyKey(party), party.names[0]]));
    const keys = [...parties.keys()].sort();
    if (keys.length < 2 || verdictOf(entry) === "rejected") continue;
    for (const key of keys) {
      const node = nodes.get(key) || { key, name: parties.get(key), deals: 0, with: new Map() };
      node.deals += 1;
      nodes.set(key, node);
    }
    keys.forEach((a, at) =>
      keys.slice(at + 1).forEach((b) => {
        nodes.get(a).with.set(b, (nodes.get(a).with.get(b) || 0) + 1);
        nodes.get(b).with.set(a, (nodes.get(b).with.get(a) || 0) + 1);
        edges.set(`${a}\n${b}`, { a, b, entries: [...(edges.get(`${a}\n${b}`)?.entries || []), entry] });
      }),
    );
  }
  return { nodes, edges: [...edges.values()] };
}

const busiest = (nodes) =>
  [...nodes.values()].sort((a, b) => b.with.size - a.with.size || b.deals - a.deals || (a.key < b.key ? -1 : 1));

function networkView(all = false) {
  const { nodes, edges } = pairsShown();
  if (!nodes.size)
    return [el("h2", {}, "Network"), el("p", { class: "empty" }, "None of the deals shown has two parties.")];
  const ordered = busiest(nodes);
  const drawn = new Map();
  for (const node of ordered) {
    if (drawn.size >= DRAWN) break;
    drawn.set(node.key, node);
    if (![...node.with.keys()].some((key) => drawn.has(key)))
      for (const key of [...node.with.keys()].slice(0, DRAWN - drawn.size)) drawn.set(key, nodes.get(key));
  }
  const lines = edges.filter(({ a, b }) => drawn.has(a) && drawn.has(b));
  const more = nodes.size - drawn.size;
  return [
    el("h2", {}, "Network"),
    el(
      "p",
      { class: "lead" },
      `${plural(nodes.size, "company", "companies")} that share deals, of ${countWords()}${more > 0 ? `; the ${drawn.size} with the most partners are drawn, the table has ${all ? "all" : "more"}` : ""}. A company shows its deals.`,
    ),
    graph([...drawn.values()], lines),
    partnersTable(all ? ordered : ordered.slice(0, 100), nodes),
  ];
}

/** Nodes in groups that hang together, the largest first. */
function clusters(nodes, lines) {
  const root = new Map(nodes.map((node) => [node.key, node.key]));
  const find = (key) => {
    while (root.get(key) !== key) key = root.get(key);
    return key;
  };
  for (const { a, b } of lines) root.set(find(a), find(b));
  const out = new Map();
  for (const node of nodes) out.set(find(node.key), [...(out.get(find(node.key)) || []), node]);
  return [...out.values()].sort((a, b) => b.length - a.length);
}

/** Places within a cluster: nodes push one another away and lines pull (Fruchterman and Reingold 1991), from a spiral, so that it is the same each time. */
function place(nodes, lines) {
  nodes.forEach((node, at) =>
    Object.assign(node, { x: NEAR * Math.sqrt(at) * Math.cos(at * 2.4), y: NEAR * Math.sqrt(at) * Math.sin(at * 2.4) }),
  );
  const at = new Map(nodes.map((node) => [node.key, node]));
  const ties = lines.filter(({ a }) => at.has(a)).map(({ a, b }) => [at.get(a), at.get(b)]);
  for (let round = 0; round < ROUNDS && nodes.length > 2; round += 1) {
    const moved = new Map(nodes.map((node) => [node, [0, 0]]));
    const push = (a, b, force) => {
      const [dx, dy] = [a.x - b.x || 0.01, a.y - b.y || 0.01];
      const far = Math.hypot(dx, dy);
      const pull = force(far) / far;
      moved.get(a)[0] += dx * pull;
      moved.get(a)[1] += dy * pull;
      moved.get(b)[0] -= dx * pull;
      moved.get(b)[1] -= dy * pull;
    };
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => push(a, b, (far) => (NEAR * NEAR) / far)));
    for (const [a, b] of ties) push(a, b, (far) => -(far * far) / NEAR);
    const heat = NEAR * 0.6 * (1 - round / ROUNDS);
    for (const [node, [dx, dy]] of moved) {
      const far = Math.hypot(dx, dy) || 1;
      node.x += (dx / far) * Math.min(far, heat);
      node.y += (dy / far) * Math.min(far, heat);
    }
  }
  if (nodes.length === 2) Object.assign(nodes[1], { x: nodes[0].x + 150, y: nodes[0].y });
}

/** Clusters side by side in rows, as wide as the page. */
function pack(groups, lines, width) {
  const side = 78;
  let [left, top, row] = [0, 0, 0];
  for (const nodes of groups) {
    place(nodes, lines);
    const flat = nodes.length > 2 ? 1.35 : 1;
    const [xs, ys] = [nodes.map((node) => node.x * flat), nodes.map((node) => node.y)];
    const [minX, minY] = [Math.min(...xs), Math.min(...ys)];
    const natural = Math.max(...xs) - minX + 2 * side;
    const shrink = Math.min(1, (width - 2 * side) / Math.max(1, natural - 2 * side));
    const [wide, high] = [Math.min(natural, width), Math.max(...ys) - minY + 70];
    if (left + wide > width && left > 0) {
      left = 0;
      top += row;
      row = 0;
    }
    nodes.forEach((node, at) =>
      Object.assign(node, { x: left + side + (xs[at] - minX) * shrink, y: top + 28 + ys[at] - minY }),
    );
    left += wide;
    row = Math.max(row, high);
  }
  return top + row;
}

function graph(nodes, lines) {
  const width = Math.max(320, byId("main").clientWidth - 2);
  const height = pack(clusters(nodes, lines), lines, width);
  const at = new Map(nodes.map((node) => [node.key, node]));
  const out = svg("svg", {
    class: "network",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "group",
    "aria-label": "Companies that share deals; the table below says the same",
  });
  for (const { a, b, entries } of lines) {
    const [one, two] = [at.get(a), at.get(b)];
    const line = svg("line", {
      class: "tie",
      x1: one.x,
      y1: one.y,
      x2: two.x,
      y2: two.y,
      "stroke-width": Math.min(6, 0.8 + entries.length),
      "data-ends": `${nodes.indexOf(one)} ${nodes.indexOf(two)}`,
    });
    line.append(
      svg(
        "title",
        {},
        entries
          .slice(0, 8)
          .map((entry) => heading(dealOf(entry)))
          .join("\n"),
      ),
    );
    out.append(line);
  }
  nodes.forEach((node, index) => {
    const name = node.name.length > 24 ? `${node.name.slice(0, 23)}…` : node.name;
    const show = () => filterBy("party", node.name);
    const near = (on) => () =>
      out.querySelectorAll(`[data-ends~="${index}"]`).forEach((line) => line.classList.toggle("lit", on));
    out.append(
      svg(
        "g",
        {
          class: "company",
          tabindex: "0",
          role: "link",
          "aria-label": `${node.name}: ${plural(node.deals, "deal")} with ${plural(node.with.size, "company", "companies")}`,
          onclick: show,
          onkeydown: (event) => {
            if (event.key === "Enter") show();
          },
          onpointerenter: near(true),
          onpointerleave: near(false),
          onfocus: near(true),
          onblur: near(false),
        },
        svg("circle", {
          cx: node.x,
          cy: node.y,
          r: Math.min(16, 4 + 1.5 * Math.sqrt(node.deals) + node.with.size / 3),
        }),
        svg("text", { x: node.x, y: node.y + 24 + Math.min(8, node.with.size / 3) }, name),
        svg("title", {}, node.name),
      ),
    );
  });
  return el("div", { class: "figure" }, out);
}

function partnersTable(nodes, known) {
  return el(
    "table",
    { class: "plain partners" },
    el("caption", {}, "Who deals with whom"),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Company"),
        el("th", { scope: "col", class: "number" }, "Deals"),
        el("th", { scope: "col" }, "With"),
      ),
    ),
    el(
      "tbody",
      {},
      nodes.map((node) =>
        el(
          "tr",
          {},
          el(
            "th",
            { scope: "row" },
            el("button", { type: "button", class: "plain", onclick: () => filterBy("party", node.name) }, node.name),
          ),
          el("td", { class: "number" }, String(node.deals)),
          el(
            "td",
            {},
            [...node.with]
              .sort((a, b) => b[1] - a[1])
              .map(([key, count]) => known.get(key).name + (count > 1 ? ` (${count})` : ""))
              .join(", "),
          ),
        ),
      ),
    ),
  );
}
