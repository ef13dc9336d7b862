import { parseField } from "./field.js";
import { formatTime, nextDay, nextHour, nextMinute, nextMonth, parseTime } from "./time.js";

const YEARS_AHEAD = 8;

/** Reads "minute hour day month weekday"; Sunday is 0 or 7. */
export function parseSchedule(text) {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) {
    throw new SyntaxError(`A schedule has five fields: "${text}"`);
  }
  const [minute, hour, day, month, weekday] = fields;
  return {
    minutes: parseField(minute, 0, 59),
    hours: parseField(hour, 0, 23),
    days: parseField(day, 1, 31),
    months: parseField(month, 1, 12),
    weekdays: new Set([...parseField(weekday, 0, 7)].map((number) => number % 7)),
    everyDay: day === "*",
    everyWeekday: weekday === "*",
  };
}

/** The first time after the given one that the schedule names, or undefined if there is none for years. */
export function nextTime(scheduleText, after) {
  const schedule = parseSchedule(scheduleText);
  let date = nextMinute(parseTime(after));
  const lastYear = date.getUTCFullYear() + YEARS_AHEAD;
  while (date.getUTCFullYear() <= lastYear) {
    if (!schedule.months.has(date.getUTCMonth() + 1)) {
      date = nextMonth(date);
    } else if (!isRightDay(schedule, date)) {
      date = nextDay(date);
    } else if (!schedule.hours.has(date.getUTCHours())) {
      date = nextHour(date);
    } else if (!schedule.minutes.has(date.getUTCMinutes())) {
      date = nextMinute(date);
    } else {
      return formatTime(date);
    }
  }
  return undefined;
}

/** The next times, at most as many as asked for. */
export function nextTimes(scheduleText, after, count) {
  const times = [];
  let time = after;
  while (times.length < count) {
    time = nextTime(scheduleText, time);
    if (time === undefined) {
      break;
    }
    times.push(time);
  }
  return times;
}

function isRightDay(schedule, date) {
  const day = schedule.days.has(date.getUTCDate());
  const weekday = schedule.weekdays.has(date.getUTCDay());
  if (schedule.everyDay && schedule.everyWeekday) {
    return day && weekday;
  }
  return day || weekday;
}
