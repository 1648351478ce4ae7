// Dates of the precision that texts give them, as intervals of days.

const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SEASONS = { 21: 3, 22: 6, 23: 9, 24: 12 };

const utc = (year, month, day = 1) => Date.UTC(year, month - 1, day);
const months = (year, month, count) => [utc(year, month), utc(year, month + count) - DAY];

/** The first and last day (milliseconds UTC) that a value covers; null where its year stays open or it is no date. */
function interval(value) {
  const form = /^(\d{4}|\d{3}X)(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)|Q([1-4])|H([12])))?$/.exec(value || "");
  if (!form) return null;
  const [, head, month, day, week, quarter, half] = form;
  if (head.endsWith("X"))
    return month || week || quarter || half
      ? null
      : [utc(+`${head.slice(0, 3)}0`, 1), utc(+`${head.slice(0, 3)}9`, 12, 31)];
  const year = Number(head);
  if (day) {
    const at = new Date(utc(year, +month, +day));
    return at.getUTCMonth() + 1 === +month && at.getUTCDate() === +day ? [at.getTime(), at.getTime()] : null;
  }
  if (month && SEASONS[month]) return months(year, SEASONS[month], 3);
  if (month) return +month >= 1 && +month <= 12 ? months(year, +month, 1) : null;
  if (week) return weekOf(year, +week);
  if (quarter) return months(year, 3 * quarter - 2, 3);
  if (half) return months(year, 6 * half - 5, 6);
  return months(year, 1, 12);
}

/** An ISO week: that with 4 January in it is the first. */
function weekOf(year, week) {
  const fourth = new Date(utc(year, 1, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY;
  return week >= 1 && week <= 53 ? [monday, monday + 6 * DAY] : null;
}

/** Whether a value is a date, be its year open. */
const isDate = (value) =>
  interval(value) !== null || /^XXXX-((0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|Q[1-4]|H[12])$/.test(value);

/** A date for people: as precise as it is stated, and in few letters. */
function dateWords(value, bound = "on") {
  const lead = bound === "on" ? "" : `${bound} `;
  if (!value) return `${lead}date open`;
  const form = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(value);
  if (!form || SEASONS[form[2]]) return `${lead}${value.replace(/^(\d{4})-([QH]\d)$/, "$2 $1")}`;
  return `${lead}${form[3] ? `${Number(form[3])} ` : ""}${MONTHS[form[2] - 1]} ${form[1]}`;
}

/** The month of a day, as `2021-02`. */
const monthOf = (at) => new Date(at).toISOString().slice(0, 7);
