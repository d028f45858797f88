// The time slider: a first and a last day; links with no record between them are taken off the chart.

const DAY = 86_400_000;

export function span(times) {
  let [first, last] = [Infinity, -Infinity];
  for (const held of times)
    for (const instant of held ?? []) {
      if (instant < first) first = instant;
      if (instant > last) last = instant;
    }
  if (first > last) return null;
  return { first: Math.floor(first / DAY), last: Math.floor(last / DAY) };
}

// A link without a time is always shown: nothing is known against it.
export function inPeriod(held, period) {
  if (!period || !held || !held.length) return true;
  const [from, to] = [period[0] * DAY, (period[1] + 1) * DAY];
  return held.some((instant) => instant >= from && instant < to);
}

export function dayWords(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
