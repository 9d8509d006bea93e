/** Reads the time at which a line of a log was written. */

export interface LineTime {
  /** Milliseconds since the epoch, or since midnight; comparable only between lines of one layout. */
  readonly ms: number
  /** How the time is written. */
  readonly layout: string
}

const CLOCK = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?`
const ZONE = String.raw`\s?(?<zone>Z|UTC|[+-]\d\d:?\d\d)?`
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = `(?<name>${MONTHS.join('|')})`

/** A time further to the right, or in an indented line, is part of a message or of a document. */
const LAYOUTS: readonly (readonly [string, RegExp])[] = [
  [
    'date',
    new RegExp(
      String.raw`^(?!\s)[^\n]{0,60}?(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)[T ,]{1,2}${CLOCK}${ZONE}`,
    ),
  ],
  [
    'access log',
    new RegExp(String.raw`^(?!\s)[^\n]{0,100}?\[(?<day>\d\d)\/${MONTH}\/(?<year>\d{4}):${CLOCK}${ZONE}`, 'i'),
  ],
  ['syslog', new RegExp(String.raw`^${MONTH} {1,2}(?<day>\d{1,2}) ${CLOCK}`, 'i')],
  ['epoch', /^\{[^\n]{0,60}?"(?:ts|time|timestamp)":\s?(?<epoch>\d{10}(?:\.\d{1,9}|\d{3})?)\b/],
  ['clock', new RegExp(String.raw`^\[?${CLOCK}`)],
]

/** In characters; no layout looks further. */
const MAX_READ = 150
/** Most lines have no time, and this is quick to see. */
const ANY_TIME = /\d\d:\d\d:\d\d|"t/

/** @returns null for a line that does not begin with a time */
export function timeOf(written: string): LineTime | null {
  const line = written.slice(0, MAX_READ)
  if (!ANY_TIME.test(line)) return null
  for (const [layout, pattern] of LAYOUTS) {
    const found = pattern.exec(line)?.groups
    if (found === undefined) continue
    const zone = found['zone'] === undefined ? '' : ' with zone'
    return { ms: found['epoch'] === undefined ? msOf(found) : msOfEpoch(found['epoch']), layout: layout + zone }
  }
  return null
}

function msOfEpoch(written: string): number {
  return Number(written) * (/^\d{13}$/.test(written) ? 1 : 1000)
}

/** A time without a year is of one that has a 29th of February. */
const ANY_YEAR = 2000

function msOf(found: Readonly<Record<string, string | undefined>>): number {
  const number = (name: string, missing: number) => Number(found[name] ?? missing)
  const named = MONTHS.indexOf((found['name'] ?? '').toLowerCase())
  const month = named === -1 ? number('month', 1) - 1 : named
  const day = Date.UTC(number('year', ANY_YEAR), month, number('day', 1))
  const minutes = number('hour', 0) * 60 + number('minute', 0) - offsetOf(found['zone'])
  return day + minutes * 60_000 + number('second', 0) * 1000 + Number(`0.${found['fraction'] ?? 0}`) * 1000
}

/** @returns minutes east of Greenwich */
function offsetOf(zone = ''): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))
}
