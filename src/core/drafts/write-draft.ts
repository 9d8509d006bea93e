/**
 * Writes a draft as a signature file. The clause, the examples and the near misses come from the reports; the title, the
 * cause, the checklist and everything else that needs a person keeps its placeholder, so the file does not pass.
 */
import { isMap, parseDocument } from 'yaml'
import type { Pack } from '../signatures/pack.ts'
import { writeSkeleton } from '../signatures/skeleton.ts'
import { patternFor } from './draft-pattern.ts'
import type { Draft, DraftReport } from './mine-drafts.ts'

export interface WrittenDraft {
  readonly id: string
  /** The nearest existing signature. */
  readonly nearest: string
  readonly patterns: readonly string[]
  /** The file's text. */
  readonly text: string
}

/** What the draft changes, measured on the reports that it was mined from. */
export interface DraftMeasure {
  /** Reports without a cause that the draft's clause finds. */
  readonly found: number
  /** All other reports, and those of them that the clause finds. */
  readonly others: number
  readonly falseAlarms: number
}

const MAX_EXAMPLES = 4
const MAX_NEAR_MISSES = 2
const MAX_LINES = 8
const MAX_ID = 40

/** @param pack has at least one signature */
export function writeDraft(draft: Draft, pack: Pack, measure: DraftMeasure): WrittenDraft {
  const id = idFor(draft.fragments[0] ?? 'draft', pack)
  const nearest = nearestTo(draft.reports, pack)
  const patterns = draft.fragments.map((it) => patternFor(it, linesOf(draft.reports)))
  const document = parseDocument(writeSkeleton({ id, sibling: nearest, product: productOf(nearest, pack) }))
  const regex = patterns.length === 1 ? patterns[0] : patterns
  document.setIn(['evidence'], document.createNode([{ id: 'error-line', in: ['any'], strength: 'strong', regex }]))
  document.setIn(['examples'], document.createNode([...examplesOf(draft, id), ...nearMisses(nearest, pack)]))
  document.commentBefore = headerOf(draft, measure)
  if (isMap(document.contents)) document.contents.spaceBefore = true
  return { id, nearest, patterns, text: document.toString({ lineWidth: 118, singleQuote: true }) }
}

/** A product of the nearest signature, as a first guess. */
function productOf(id: string, { signatures }: Pack): string {
  return signatures.get(id)?.products[0] ?? 'claude-code'
}

/** @returns the text of a report, as far as it is stored */
export function reportText({ title, lines }: Pick<DraftReport, 'title' | 'lines'>): string {
  const shown = lines.slice(0, MAX_LINES)
  return shown.length === 0 ? `# ${title}\n` : `# ${title}\n\n\`\`\`\n${shown.join('\n')}\n\`\`\`\n`
}

function linesOf(reports: readonly DraftReport[]): readonly string[] {
  return reports.flatMap(({ title, lines }) => [title, ...lines])
}

function idFor(fragment: string, { signatures }: Pack): string {
  const words = fragment.split(/[^a-z0-9]+/).filter((word) => word !== '')
  while (words.join('-').length > MAX_ID && words.length > 1) words.pop()
  const text = words.join('-').slice(0, MAX_ID)
  const id = /^[a-z]/.test(text) ? text : `error-${text}`
  return signatures.has(id) ? `${id}-2` : id
}

/** The existing signature that most of the reports resemble. */
function nearestTo(reports: readonly DraftReport[], { signatures }: Pack): string {
  const counts = new Map<string, number>()
  for (const { nearest } of reports) {
    if (nearest !== null && signatures.has(nearest)) counts.set(nearest, (counts.get(nearest) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return most?.[0] ?? ([...signatures.keys()][0] as string)
}

function examplesOf({ reports }: Draft, id: string) {
  return reports.slice(0, MAX_EXAMPLES).map((it) => {
    return { name: `report ${it.id}`, report: reportText(it), expect: { signature: id } }
  })
}

function nearMisses(nearest: string, { signatures }: Pack) {
  const own = signatures.get(nearest)?.examples.filter(({ expect }) => (expect.signature ?? nearest) === nearest) ?? []
  return own.slice(0, MAX_NEAR_MISSES).map(({ name, report }) => {
    return { name: `near miss: ${nearest}, ${name}`, report, expect: { signature: nearest } }
  })
}

function headerOf({ reports, people }: Draft, { found, others, falseAlarms }: DraftMeasure): string {
  return [
    ` A draft from ${reports.length} reports by ${people} people: ${reports.map(({ id }) => id).join(', ')}.`,
    ` Before: 0 of these reports have a cause. After: the clause finds ${found} of them, and ${falseAlarms} of ${others} others.`,
    ' A person writes the title, the cause and the checklist.',
  ].join('\n')
}
