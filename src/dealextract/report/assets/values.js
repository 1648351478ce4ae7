// Values in words, and the numbers that people type.

const words = (name) => name.replaceAll("_", " ");
const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const QUALIFIER_WORDS = {
  about: "about ",
  up_to: "up to ",
  at_least: "at least ",
  more_than: "more than ",
  less_than: "less than ",
};
const SCALES = { k: 3, m: 6, mn: 6, million: 6, bn: 9, b: 9, billion: 9, tn: 12, trillion: 12 };

/** A decimal string in people's words; nothing is rounded. */
function amountWords(amount) {
  const [whole, part = ""] = amount.split(".");
  for (const [power, name] of [
    [12, "trillion"],
    [9, "billion"],
    [6, "million"],
  ]) {
    if (whole.replace("-", "").length > power && !Number(part)) {
      const head = whole.slice(0, -power);
      const tail = whole.slice(-power).replace(/0+$/, "");
      if (tail.length <= 3) return `${grouped(head)}${tail ? `.${tail}` : ""} ${name}`;
    }
  }
  return digits(amount);
}

/** A decimal string in groups of three digits. */
const digits = (amount) => amount.replace(/^-?\d+/, grouped);

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** The decimal string of what somebody typed, "1.2bn" or "4,500,000"; null where it is no number. */
function typedAmount(text) {
  const form = /^\s*(\d[\d,\s]*)(?:\.(\d+))?\s*([a-z]*)\s*$/i.exec(text);
  const power = form && (form[3] ? SCALES[form[3].toLowerCase()] : 0);
  if (!form || power === undefined) return null;
  const part = form[2] || "";
  const digits = form[1].replace(/[,\s]/g, "") + part.padEnd(power, "0").slice(0, power);
  const rest = part.slice(power).replace(/0+$/, "");
  return digits.replace(/^0+(?=\d)/, "") + (rest ? `.${rest}` : "");
}

const DURATION = /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const UNITS = ["year", "month", "week", "day", "hour", "minute"];

/** An ISO 8601 duration in words; anything else as it is. */
function durationWords(value) {
  const form = DURATION.exec(value);
  if (!form) return value;
  return UNITS.map((unit, at) => (form[at + 1] ? plural(Number(form[at + 1]), unit) : ""))
    .filter(Boolean)
    .join(" ");
}

/** The ISO 8601 duration of what somebody typed, "5 years" or "P5Y"; null where it is none. */
function typedDuration(text) {
  const code = text.toUpperCase();
  if (DURATION.test(code)) return code;
  const form = new RegExp(
    `^${UNITS.map((unit) => `(?:(\\d+)[\\s-]*${unit}s?(?:,?\\s+(?:and\\s+)?|$))?`).join("")}$`,
    "i",
  ).exec(text);
  if (!text || !form) return null;
  const part = (from, to, letters) =>
    form
      .slice(from, to)
      .map((count, at) => (count ? Number(count) + letters[at] : ""))
      .join("");
  const time = part(5, 7, "HM");
  return `P${part(1, 5, "YMWD")}${time && `T${time}`}`;
}

/** The parties of a deal on a line. */
const partyWords = (deal) => deal.parties.map((party) => party.names[0]).join(" – ");

/** What a deal is called: by its record's summary, unless a person has said otherwise. */
const heading = (deal) => deal.summary || `${partyWords(deal) || "no party"}: ${words(deal.type)}`;

/** The name by which a company of several articles is one. */
const partyKey = (party) => party.key || party.names[0].toLowerCase();
