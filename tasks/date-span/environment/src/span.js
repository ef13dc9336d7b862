import { dayNumber, daysInMonth } from "./calendar.js";

/** Days from one date to another; negative when the other is earlier. */
export function daysBetween(from, to) {
  return dayNumber(to) - dayNumber(from);
}

/** The date some months later or earlier; a day that the month does not have becomes its last one. */
export function addMonths({ year, month, day }, months) {
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return { year: newYear, month: newMonth, day: Math.min(day, daysInMonth(year, newMonth)) };
}

/** Whole months from one date to another; what is left over does not count. */
export function wholeMonths(from, to) {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  return daysBetween(addMonths(from, months), to) < 0 ? months - 1 : months;
}

/** The age in whole years on a date. */
export function ageOn(birth, date) {
  return Math.floor(wholeMonths(birth, date) / 12);
}
