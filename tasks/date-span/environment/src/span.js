import { daysInMonth, formatDate, isLeapYear, parseDate } from "./calendar.js";

const MONTHS = 12;

/** The date so many months later, or earlier when the number is negative. */
export function addMonths(text, months) {
  const date = parseDate(text);
  const index = date.year * MONTHS + date.month - 1 + months;
  const year = Math.floor(index / MONTHS);
  const month = index - year * MONTHS + 1;
  const day = Math.min(date.day, daysInMonth(date.year, date.month));
  return formatDate({ year, month, day });
}

/** The date so many days later, or earlier when the number is negative. */
export function addDays(text, days) {
  let { year, month, day } = parseDate(text);
  day += days;
  while (day > daysInMonth(year, month)) {
    day -= daysInMonth(year, month);
    month += 1;
    if (month > MONTHS) {
      month = 1;
      year += 1;
    }
  }
  while (day < 1) {
    month -= 1;
    if (month < 1) {
      month = MONTHS;
      year -= 1;
    }
    day += daysInMonth(year, month);
  }
  return formatDate({ year, month, day });
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from, to) {
  return dayNumber(parseDate(to)) - dayNumber(parseDate(from));
}

/** The first date and those that are 1, 2, … months later, `count` in all. */
export function billingDates(first, count) {
  return Array.from({ length: count }, (_, index) => addMonths(first, index));
}

/** Days since the beginning of the year 0. */
function dayNumber({ year, month, day }) {
  let days = day;
  for (let earlier = 0; earlier < year; earlier += 1) {
    days += isLeapYear(earlier) ? 366 : 365;
  }
  for (let earlier = 1; earlier < month; earlier += 1) {
    days += daysInMonth(year, earlier);
  }
  return days;
}
