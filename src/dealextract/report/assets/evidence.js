// The text of an article with the stretches that fields were read from, tied to the fields both ways.

/** The article as paragraphs; `stretches` are { from, to, kind, number, label }, and may lie within one another or overlap. */
function articleText(text, stretches) {
  const cuts = new Set([0, text.length]);
  for (const { from, to } of stretches) cuts.add(from).add(to);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) cuts.add(at).add(at + 1);
  const edges = [...cuts].sort((a, b) => a - b);
  const opening = new Map();
  for (const one of stretches) opening.set(one.from, [...(opening.get(one.from) || []), one]);
  const body = el("div", { class: "text", dir: "auto" });
  let paragraph = el("p");
  let blank = false;
  let open = [];
  const close = () => {
    if (paragraph.hasChildNodes()) body.append(paragraph);
    paragraph = el("p", { class: blank ? "apart" : "" });
  };
  for (let k = 0; k + 1 < edges.length; k += 1) {
    const [from, to] = [edges[k], edges[k + 1]];
    open = open.filter((one) => one.to > from).concat(opening.get(from) || []);
    const piece = text.slice(from, to);
    if (piece !== "\n") {
      paragraph.append(segment(piece, open, from, to));
      blank = false;
      continue;
    }
    if (!paragraph.hasChildNodes()) blank = true;
    close();
    if (blank) paragraph.className = "apart";
  }
  close();
  return body;
}

/** A run of text within the same stretches. The last letter of one carries its number. */
function segment(piece, open, from, to) {
  if (!open.length) return piece;
  const fields = open.filter((one) => one.number);
  const inner = fields.length ? fields.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a)) : null;
  const kinds = new Set(open.map((one) => (one.number ? "field" : one.kind)));
  const ends = fields.filter((one) => one.to === to).map((one) => one.number);
  const starts = fields.filter((one) => one.from === from);
  const mark = el(
    inner ? "mark" : "span",
    {
      class: [...kinds, inner?.kind].filter(Boolean).join(" "),
      "data-fields": open.map((one) => one.key).join(" "),
      "data-number": ends.length ? [...new Set(ends)].join(",") : null,
    },
    piece,
  );
  if (starts.length) {
    const names = [...new Set(starts.map((one) => `${one.number} ${one.label}`))].join("; ");
    filled(mark, { tabindex: "0", role: "button", "aria-label": `${piece}: evidence ${names}` }, []);
  }
  return mark;
}

/** Light what has a key, in the text and among the fields, and nothing else. */
function light(root, keys) {
  for (const lit of root.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const key of keys) {
    for (const one of root.querySelectorAll(`[data-fields~="${key}"]`)) one.classList.add("lit");
  }
}

const keysOf = (element) => (element?.dataset.fields || "").split(" ").filter((key) => /^[fnpr]\d+$/.test(key));

/** Tie text and fields: pointing at one, or moving the focus to it, lights the other; a click goes to it. */
function tie(root) {
  let held = [];
  const target = (event) => event.target.closest?.("[data-fields]");
  const over = (event) => light(root, keysOf(target(event)).length ? keysOf(target(event)) : held);
  root.addEventListener("pointerover", over);
  root.addEventListener("pointerleave", () => light(root, held));
  root.addEventListener("focusin", (event) => {
    held = keysOf(target(event));
    light(root, held);
  });
  root.addEventListener("click", (event) => {
    const keys = keysOf(target(event));
    if (keys.length && !event.target.closest("a, input, select, textarea")) cross(root, target(event), keys);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (target(event)?.tagName === "MARK") {
      event.preventDefault();
      cross(root, target(event), keysOf(target(event)));
    }
  });
}

/** From a stretch to its field, from a field to its first stretch. */
function cross(root, from, keys) {
  const side = from.closest(".text") ? ".fields" : ".text";
  const other = keys.map((key) => root.querySelector(`${side} [data-fields~="${key}"]`)).find(Boolean);
  light(root, keys);
  if (!other) return;
  other.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  const stop = other.matches("[tabindex], button") ? other : other.querySelector("button");
  (stop || other.closest("mark"))?.focus({ preventScroll: true });
  light(root, keys);
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
