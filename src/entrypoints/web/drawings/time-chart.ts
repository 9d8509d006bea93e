/** Draws the reports of a cluster over time, with marks where versions came out. Positions are percentages, so text keeps
 * its size on every screen. */

import { html } from 'hono/html'
import { DAY_MS } from '../../../core/time-units.ts'
import type { Html } from '../layout.ts'
import { dayText } from '../parts/dates.ts'
import { countText } from '../parts/texts.ts'

/** A longer time is drawn by week. */
const MAX_DAYS = 45
const MAX_BARS = 60
const HEIGHT = 170
/** Room above the bars, for the names of versions; and without any. */
const TOP = 44
const BARE_TOP = 4
const BOTTOM = 22
const MAX_MARKS = 6

export interface VersionMark {
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Whether GitHub says when it was released; otherwise it is when it was first reported here. */
  readonly isRelease: boolean
}

export interface ChartData {
  /** Times of the reports, oldest first, at least one. Milliseconds since the epoch. */
  readonly times: readonly number[]
  readonly marks: readonly VersionMark[]
  readonly now: number
}

export function timeChart({ times, marks, now }: ChartData): Html {
  const { bins, size } = binTimes(times, now)
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const [start, end] = [bins[0]?.from ?? 0, (bins.at(-1)?.from ?? 0) + size]
  const x = (time: number) => Number((((time - start) / (end - start)) * 100).toFixed(2))
  const unit = size === DAY_MS ? 'day' : 'week'
  const width = 100 / bins.length
  const shown = marks.filter(({ at }) => at >= start && at < end).slice(-MAX_MARKS)
  const room = HEIGHT - TOP - BOTTOM
  const whole = shown.length === 0 ? BARE_TOP + room + BOTTOM : HEIGHT
  const caption = `Reports per ${unit} from ${dayText(start)} to ${dayText(end - 1)}, at most ${most} a ${unit}.`
  const bar = ({ from, count }: Bin, at: number) => {
    const height = Math.round((count / most) * room)
    return html`<rect class="bar" x="${(at * width + width * 0.1).toFixed(2)}%" y="${whole - BOTTOM - height}" width="${(width * 0.8).toFixed(2)}%" height="${height}"><title>${dayText(from)}: ${countText(count, 'report')}</title></rect>`
  }
  return html`<svg class="chart" role="img" aria-label="${caption}${shown.map((it) => ` ${markText(it)}.`).join('')}" height="${whole}">
<line class="axis" x1="0" x2="100%" y1="${whole - BOTTOM}" y2="${whole - BOTTOM}"/>
${bins.map((bin, at) => (bin.count === 0 ? '' : bar(bin, at)))}
${placeNames(shown.map((it) => ({ version: it.version, x: x(it.at) }))).map(mark)}
<text x="0" y="${whole - 5}">${dayText(start)}</text><text x="100%" y="${whole - 5}" text-anchor="end">${dayText(Math.min(now, end - 1))}</text>
</svg>
<p class="muted small">Reports per ${unit}, at most ${most}.${shown.length === 0 ? '' : html` Marks: ${shown.map((it, at) => `${at === 0 ? '' : '; '}${markText(it)}`)}.`}</p>`
}

function markText({ version, at, isRelease }: VersionMark): string {
  return `${version} ${isRelease ? 'released' : 'first reported'} ${dayText(at)}`
}

interface PlacedName {
  readonly version: string
  /** In percent of the width. */
  readonly x: number
  /** The line that the name is on; null if it would run into another one on every line. */
  readonly line: number | null
}

/** Room for a name on the narrowest screen, in percent of its width. */
const NAME_ROOM = 17
const NAME_LINES = 3
/** A name starts or ends at its mark if it is this near to an edge, in percent of the width. */
const NEAR_EDGE = 12

function placeNames(marks: readonly Omit<PlacedName, 'line'>[]): readonly PlacedName[] {
  const ends = new Array<number>(NAME_LINES).fill(Number.NEGATIVE_INFINITY)
  return marks.map(({ version, x }) => {
    const shift = x < NEAR_EDGE ? NAME_ROOM / 2 : x > 100 - NEAR_EDGE ? -NAME_ROOM / 2 : 0
    const middle = x + shift
    const line = ends.findIndex((end) => middle - end >= NAME_ROOM)
    if (line !== -1) ends[line] = middle
    return { version, x, line: line === -1 ? null : line }
  })
}

function mark({ version, x, line }: PlacedName): Html {
  const y = 11 + 13 * (line ?? 0)
  const anchor = x > 100 - NEAR_EDGE ? 'end' : x < NEAR_EDGE ? 'start' : 'middle'
  const name =
    line === null
      ? ''
      : html`<text class="release-name" x="${x}%" y="${y}" text-anchor="${anchor}">${version.slice(0, 14)}</text>`
  return html`<line class="release" x1="${x}%" x2="${x}%" y1="${y + 4}" y2="${HEIGHT - BOTTOM}"/>${name}`
}

interface Bin {
  readonly from: number
  readonly count: number
}

/** Days, or weeks from Monday if there would be too many; only the newest that fit. */
function binTimes(times: readonly number[], now: number): { readonly bins: readonly Bin[]; readonly size: number } {
  const first = times[0] ?? now
  const last = Math.max(now, times.at(-1) ?? now)
  const size = last - first > MAX_DAYS * DAY_MS ? 7 * DAY_MS : DAY_MS
  const offset = size === DAY_MS ? 0 : 4 * DAY_MS
  const binOf = (time: number) => Math.floor((time - offset) / size)
  const end = binOf(last)
  const start = Math.max(Math.min(binOf(first), end - 6), end - MAX_BARS + 1)
  const counts = new Array<number>(end - start + 1).fill(0)
  for (const time of times) {
    const at = binOf(time) - start
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return { bins: counts.map((count, at) => ({ from: offset + (start + at) * size, count })), size }
}
