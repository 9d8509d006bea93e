/**
 * Draws a cluster as a graph on the server: reports as points, their matches as lines whose style shows the reason. Each
 * point is a link that the keyboard reaches; the list of reports below gives the same information in words.
 */
import { html } from 'hono/html'
import type { ClusterLink } from '../../../app/matching/cluster-links.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { Html } from '../layout.ts'
import { countText, cutText } from '../parts/texts.ts'
import { layOut, type PlacedPoint } from './force-layout.ts'

/** Maximum number of points drawn. Beyond that, the oldest reports are left out, and the caption says so. */
const MAX_POINTS = 60
const MARGIN = 34
/** A drawing up to this width is shrunk to fit a phone; a wider one keeps its size and scrolls. */
const LITTLE = 400
const MAX_TITLE = 60

/** Returns the URL of an issue's page. */
export type UrlOf = (number: number) => string

export interface DrawnCluster {
  /** Oldest first. */
  readonly members: readonly IssueEntry[]
  readonly canonical: number
  readonly links: readonly ClusterLink[]
}

export function clusterGraph({ members, canonical, links }: DrawnCluster, urlOf: UrlOf): Html {
  const shown = chooseShown(members, canonical)
  const inside = new Set(shown.map(({ number }) => number))
  const drawn = links.filter(({ number, other }) => inside.has(number) && inside.has(other))
  const points = layOut(
    shown.map(({ number }) => number),
    drawn.map(({ number, other }) => [number, other] as const),
  )
  const byNumber = new Map(points.map((point) => [point.number, point]))
  const box = boxOf(points)
  const left = members.length - shown.length
  const caption = `${countText(shown.length, 'report')}, ${countText(drawn.length, 'match').replace('matchs', 'matches')}${left > 0 ? `; ${left} older reports not drawn` : ''}.`
  return html`<div class="scrolls"><svg class="graph${box.width <= LITTLE ? ' little' : ''}" role="group" aria-label="Graph of the cluster: ${caption}" width="${box.width}" height="${box.height}" viewBox="${box.x} ${box.y} ${box.width} ${box.height}">
${drawn.map((link) => line(link, byNumber))}
${shown.map((it) => dot(it, byNumber.get(it.number), { url: urlOf(it.number), isCanonical: it.number === canonical }))}</svg></div>
<p class="muted small">${caption} Yellow: the canonical report. Grey: closed. Solid line: both reports share a log line. Dashed line: another reason.</p>`
}

function chooseShown(members: readonly IssueEntry[], canonical: number): readonly IssueEntry[] {
  const first = members.filter(({ number }) => number === canonical)
  const others = members.filter(({ number }) => number !== canonical).slice(first.length - MAX_POINTS)
  return [...first, ...others]
}

function boxOf(points: readonly PlacedPoint[]) {
  const xs = points.flatMap(({ x, labelX }) => [x, labelX])
  const ys = points.flatMap(({ y, labelY }) => [y, labelY])
  const [x, y] = [Math.min(0, ...xs) - MARGIN, Math.min(0, ...ys) - MARGIN]
  // A small cluster is not blown up to the width of the page.
  const width = Math.max(320, Math.max(0, ...xs) + MARGIN - x)
  const height = Math.max(140, Math.max(0, ...ys) + MARGIN - y)
  const centre = (Math.min(0, ...xs) + Math.max(0, ...xs)) / 2
  return { x: Math.round(Math.min(x, centre - width / 2)), y: Math.round(y), width, height }
}

function line({ number, other, reasons }: ClusterLink, points: ReadonlyMap<number, PlacedPoint>): Html | string {
  const [a, b] = [points.get(number), points.get(other)]
  if (a === undefined || b === undefined) return ''
  const kind = reasons.includes('same line') ? 'same-line' : 'other'
  return html`<line class="${kind}" x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}"><title>#${number} and #${other}: ${reasons.join('; ')}</title></line>`
}

function dot(
  { number, title, open }: IssueEntry,
  point: PlacedPoint | undefined,
  { url, isCanonical }: { readonly url: string; readonly isCanonical: boolean },
): Html | string {
  if (point === undefined) return ''
  const { x, y, labelX, labelY } = point
  const kind = `${isCanonical ? 'canonical' : 'member'}${open ? '' : ' closed'}`
  const name = `#${number} ${cutText(title, MAX_TITLE)}${isCanonical ? ', canonical' : ''}${open ? '' : ', closed'}`
  return html`<a class="${kind}" href="${url}" aria-label="${name}"><circle cx="${x}" cy="${y}" r="${isCanonical ? 10 : 7}"/><text x="${labelX}" y="${labelY + 4}" text-anchor="middle" aria-hidden="true">#${number}</text></a>`
}
