/**
 * Renders the link graph as a Mermaid diagram. Titles are untrusted: every character other than a letter, a digit or
 * plain punctuation is replaced with an entity, so that no title can end a label, name a class, or add a link or a
 * style.
 */
import { truncate } from '../../core/comments/one-line.ts'
import { cleanAndRedactLine } from '../../core/report/clean-and-redact.ts'
import type { DossierFindings } from './findings.ts'
import { type CrawledIssue, keyOf, type Link, type Relation, rankOf } from './relations.ts'

/** A larger diagram is unreadable, and GitHub does not render diagrams with more than 500 edges. */
const MAX_NODES = 40
const MAX_EDGES = 80

const LABELS: Readonly<Record<Relation, string>> = {
  duplicate: 'duplicate of',
  'not-same': 'different from',
  fixes: 'fixes',
  'caused-by': 'caused by',
  'blocked-by': 'blocked by',
  superseded: 'continued in',
  'sub-issue': 'part of',
  related: 'related to',
  mentions: 'mentions',
}

/** @returns the diagram without its fence, and the number of issues that it leaves out */
export function renderMermaid({ crawled, issues }: DossierFindings): {
  readonly diagram: string
  readonly left: number
} {
  const shown = [...crawled.known.values()].slice(0, MAX_NODES)
  const ids = new Map(shown.map((it, at) => [keyOf(it.head.ref), `i${at}`]))
  const same = new Set(issues.filter(({ comparison }) => comparison.result === 'same').map(({ issue }) => issue))
  const classOf = (it: CrawledIssue) => {
    if (it === crawled.start) return ':::start'
    if (it.head.isPullRequest) return ':::pull'
    return same.has(it) ? ':::same' : ''
  }
  const lines = [
    'graph LR',
    ...shown.map((it, at) => `  i${at}["${label(it)}"]${classOf(it)}`),
    ...edgesBetween(crawled.links, ids).map(([from, to, relation]) => `  ${from} -->|${LABELS[relation]}| ${to}`),
    '  classDef start stroke-width:4px',
    '  classDef same stroke-width:2px,stroke-dasharray:0',
    '  classDef pull stroke-dasharray:4',
  ]
  return { diagram: lines.join('\n'), left: crawled.known.size - shown.length }
}

/** Returns one edge for each pair of issues, with the pair's most informative relation. */
function edgesBetween(links: readonly Link[], ids: ReadonlyMap<string, string>) {
  const edges = new Map<string, readonly [string, string, Relation]>()
  for (const { from, to, relation } of links) {
    const [tail, head] = [ids.get(keyOf(from)), ids.get(keyOf(to))]
    if (tail === undefined || head === undefined) continue
    const before = edges.get(`${tail} ${head}`)
    if (before === undefined || rankOf(relation) < rankOf(before[2]))
      edges.set(`${tail} ${head}`, [tail, head, relation])
  }
  return [...edges.values()].sort((a, b) => rankOf(a[2]) - rankOf(b[2])).slice(0, MAX_EDGES)
}

function label({ head }: CrawledIssue): string {
  const { repo, number } = head.ref
  const name = cleanAndRedactLine(repo).text
  return escapeLabel(`${name}#${number}: ${truncate(head.title.replace(/\s+/g, ' ').trim(), 60)}`)
}

/** https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function escapeLabel(text: string): string {
  return [...text]
    .filter((it) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(it))
    .map((it) => (/[\p{L}\p{N} .,:!?()/_-]/u.test(it) ? it : `#${it.codePointAt(0)};`))
    .join('')
}
