/**
 * Tells what the text under a heading is for: the account of what happened, the expected behaviour, the steps, a
 * proposal, related reports. The same error line is evidence in one of them and an example in another.
 */
import { normalizeHeading } from './form-headings.ts'
import type { Segment } from './report.ts'

export type Section = 'account' | 'expected' | 'steps' | 'proposal' | 'related' | 'environment' | 'analysis'

/** The first pattern that matches a normalized heading wins. `account` is everything else. */
const HEADINGS: readonly (readonly [Section, RegExp])[] = [
  [
    'account',
    /^(?:actual|observed|current)\b|\bactual(?:ly)?\b|^current vs|error|\blogs?\b|output|what happen|\brelated to a problem/,
  ],
  [
    'expected',
    /\bexpect(?:ed|ation)|\bshould (?:happen|have happened|it|be)\b|^desired\b|^erwarte|^attendu|comportement attendu|esperado|atteso|期望|预期|預期|期待|ожида/,
  ],
  [
    'proposal',
    /propos(?:al|ed)|suggest|\bsolution|\balternative|\benhancement|\bfeature\b|\bwish\b|^request\b|\buse[ -]cases?\b|\bmotivation|acceptance criteria|definition of done|\btasks?\b|to-?do|\btest (?:plan|cases?)|\brecommend|what needs|\bscope\b|\bgoals?\b|\bbenefits?\b|\bremediation|\bpossible fix|^fix(?:es)?$/,
  ],
  [
    'related',
    /^related\b|\brelated (?:issues?|reports?|bugs?|tickets?|discussions?|links?|work|prs?|pull requests?)\b|^see also|\breferences?\b|\bsimilar\b|\blinks?\b|\bduplicates?\b|^prior art/,
  ],
  ['steps', /\bsteps?\b|\breproduc|^repro\b|\bhow to (?:trigger|repro)/],
  ['environment', /\benvironment|\bversions?\b|\bsystem info|^setup$|\bconfig(?:uration)?$|^os\b|\bplatform\b/],
  [
    'analysis',
    /\broot cause|\banalysis|\binvestigation|\bdiagnosis|\bfindings?\b|\bhypothes|\bwhy (?:it|this)\b|\bcause\b/,
  ],
]

/** A line such as `Expected: 403` starts a section of its own in a text without headings. */
const LABEL =
  /^[ \t]*(?:[-*>]+[ \t]*)?[*_]{0,2}(expected|actual|observed|instead|got|steps|repro(?:duction)?|related|see also|environment|root cause|proposal|suggestion)(?: (?:behaviou?r|results?|outcome|issues?|to reproduce))?[*_]{0,2}[ \t]?[:：]/gim

/** @param heading as written; null before the first heading */
export function sectionOf(heading: string | null): Section {
  if (heading === null) return 'account'
  const normal = normalizeHeading(heading)
  return HEADINGS.find(([, pattern]) => pattern.test(normal))?.[0] ?? 'account'
}

interface Label {
  readonly start: number
  readonly section: Section
}

const labelsOfSegments = new WeakMap<Segment, readonly Label[]>()

/** Cached, since every match of a clause asks for its section. */
function labelsOf(segment: Segment): readonly Label[] {
  const known = labelsOfSegments.get(segment)
  if (known !== undefined) return known
  const labels = Array.from(segment.text.matchAll(LABEL), (match) => {
    return { start: match.index + match[0].length, section: sectionOf(match[1] as string) }
  })
  labelsOfSegments.set(segment, labels)
  return labels
}

/** @returns the section at an offset of a segment: that of the last label above it, or that of its heading */
export function sectionAt(segment: Segment, offset: number): Section {
  if (segment.kind === 'log') return sectionOf(segment.heading)
  const label = labelsOf(segment).findLast(({ start }) => start <= offset)
  return label?.section ?? sectionOf(segment.heading)
}
