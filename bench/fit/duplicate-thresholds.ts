/** Chooses the probabilities above which a match is posted, one for each kind of pair. */
import type { MatchThresholds, PairKind } from '../../src/core/duplicates/probability.ts'
import type { LinkFigures } from '../../src/core/evaluation/evaluate-duplicates.ts'

/** The posted links of one kind of pair at one level. */
export interface LinksAtLevel {
  readonly links: LinkFigures
  /** Posted links between two reports that people judged: duplicates, look-alikes, or members of different groups. */
  readonly judged: { readonly posted: number; readonly right: number }
  /** Share of the look-alikes that are linked. */
  readonly lookAlikes: number
}

/** Minimum precision of the links about authentication that people have judged. */
const WANTED_PRECISION = 0.97
/**
 * The same, counting every link that nobody has judged as wrong, although groups are incomplete: of 29 such links about
 * authentication that were read, 10 were right.
 */
const WANTED_OF_ALL: Readonly<Record<PairKind, number>> = { signature: 0.87, auth: 0.87, text: 0.97 }
/** Look-alikes mostly show the same failure, so there none may be linked. */
const MAX_LOOK_ALIKES: Readonly<Record<PairKind, number>> = { signature: 0, auth: 0.03, text: 0.03 }
/** With fewer judged links, a precision means nothing. */
const MIN_JUDGED = 10
const LEVELS = Array.from({ length: 137 }, (_, at) => Number((0.3 + at * 0.005).toFixed(3)))
const NEVER = 1.1

/**
 * Takes the lowest precise level for each kind, or one that no pair reaches.
 * @param measure returns what would be posted if only this kind of pair were posted, at this level
 */
export function chooseThresholds(measure: (kind: PairKind, level: number) => LinksAtLevel): MatchThresholds {
  const chooseFor = (kind: PairKind) => LEVELS.find((level) => isPrecise(kind, measure(kind, level))) ?? NEVER
  return { signature: chooseFor('signature'), auth: chooseFor('auth'), text: chooseFor('text') }
}

function isPrecise(kind: PairKind, { links, judged, lookAlikes }: LinksAtLevel): boolean {
  return (
    judged.posted >= MIN_JUDGED &&
    (kind === 'text' || judged.right / judged.posted >= WANTED_PRECISION) &&
    links.precision >= WANTED_OF_ALL[kind] &&
    lookAlikes <= MAX_LOOK_ALIKES[kind]
  )
}
