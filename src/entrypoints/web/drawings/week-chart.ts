/** Draws reports per week as a small bar chart on the server. Its title gives the same information in words. */
import { html } from 'hono/html'
import type { ClusterSummary } from '../../../core/duplicates/cluster-summary.ts'
import type { Html } from '../layout.ts'
import { dayText } from '../parts/dates.ts'

const BAR = 5
const HEIGHT = 22
/** A quarter; the weeks before a younger cluster are empty, so that all charts have one width and one end. */
const WEEKS = 13

export function weekChart({ weeks }: Pick<ClusterSummary, 'weeks'>): Html {
  const shown = weeks.slice(-WEEKS)
  const most = Math.max(1, ...shown.map(({ count }) => count))
  const [first, last] = [shown[0], shown.at(-1)]
  const span =
    first === undefined || last === undefined ? '' : ` from ${dayText(first.from)}, ${last.count} in the last week`
  const caption = `Reports per week${span}; maximum ${most}.`
  const start = WEEKS - shown.length
  const before = start === 0 ? '' : `M0 ${HEIGHT}v-1h${start * BAR - 1}v1z`
  const bars = shown.map(({ count }, at) => bar(start + at, Math.ceil((count / most) * HEIGHT))).join('')
  const width = WEEKS * BAR
  return html`<svg class="spark" role="img" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}"><title>${caption}</title><path d="${before}${bars}"/></svg>`
}

/** One path for all bars is a tenth of the size of one element per bar. A week without reports is a thin line. */
function bar(at: number, height: number): string {
  const visible = Math.max(1, height)
  return `M${at * BAR} ${HEIGHT}v-${visible}h${BAR - 1}v${visible}z`
}
