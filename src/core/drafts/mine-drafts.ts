/**
 * Mines the error lines of reports that no signature explains for messages that recur: each becomes a draft of a
 * signature. A message that also occurs in any other report, or in an example of an existing signature, becomes none.
 */
import { fragmentsIn, MAX_WORDS, wordsIn } from './fragments.ts'
import { createMessageWeight } from './message-weight.ts'

/** A report as the miner sees it. All texts are redacted. */
export interface DraftReport {
  /** `#12` or `owner/repo#12`. */
  readonly id: string
  /** Login of the reporter. */
  readonly author: string
  readonly title: string
  /** Its error lines. */
  readonly lines: readonly string[]
  /** The best-ranked existing signature; null if there is none. */
  readonly nearest: string | null
}

export interface Draft {
  /** Messages in lower case, each the longest that its reports share; the one with the most reports first. */
  readonly fragments: readonly string[]
  /** The reports that show one of the messages, in the given order. */
  readonly reports: readonly DraftReport[]
  readonly people: number
}

export interface MiningOptions {
  /** Minimum number of reports of a draft. */
  readonly minReports: number
  /** Minimum number of distinct reporters of a draft. */
  readonly minPeople: number
}

export const DEFAULT_MINING: MiningOptions = { minReports: 3, minPeople: 3 }

/** Maximum number of messages of one draft. */
const MAX_FRAGMENTS = 4
/** Further messages of a draft belong to it if at least this share of their reports does. */
const MIN_SHARED = 1 / 2
/** Reports of a further message that are in the draft already. With one, two failures of one reporter would join. */
const MIN_COMMON = 2
/** As `createMessageWeight` measures it; a lighter message says too little of its own. */
const MIN_WEIGHT = 11
/** Forty lines of sixty words have six times as many; a usual report has a hundred. */
const MAX_FRAGMENTS_OF_REPORT = 3_000
/** In reports; a message that fewer show is no pattern. */
const MIN_SUPPORT = 2

/**
 * @param unexplained reports about authentication for which no cause was asserted
 * @param known texts in which no message of a draft may occur: all other reports, and the examples of the pack
 * @returns drafts with the most reports first; no report is in two of them
 */
export function mineDrafts(
  unexplained: readonly DraftReport[],
  known: readonly string[],
  { minReports, minPeople }: MiningOptions = DEFAULT_MINING,
): readonly Draft[] {
  const messages = messagesOf(unexplained, known)
  const used = new Set<DraftReport>()
  const drafts: Draft[] = []
  for (const seed of messages) {
    if (seed.reports.some((it) => used.has(it))) continue
    const group = extend(seed, messages, used)
    const reports = unexplained.filter((it) => group.reports.has(it))
    const people = new Set(reports.map(({ author }) => author.toLowerCase())).size
    if (reports.length < minReports || people < minPeople) continue
    for (const report of reports) used.add(report)
    drafts.push({ fragments: group.fragments, reports, people })
  }
  return drafts.toSorted((a, b) => b.reports.length - a.reports.length)
}

interface Message {
  readonly fragment: string
  readonly reports: readonly DraftReport[]
  /** How well it tells its reports from all others: its weight, times their number. */
  readonly score: number
}

/** The longest message for each set of reports, those first that tell the most reports from all others. */
function messagesOf(unexplained: readonly DraftReport[], known: readonly string[]): readonly Message[] {
  const byFragment = new Map<string, Set<DraftReport>>()
  for (const report of unexplained) {
    for (const fragment of fragmentsOf(report)) {
      const its = byFragment.get(fragment) ?? new Set()
      byFragment.set(fragment, its.add(report))
    }
  }
  for (const [fragment, its] of byFragment) if (its.size < MIN_SUPPORT) byFragment.delete(fragment)
  dropKnown(byFragment, known)
  const weightOf = createMessageWeight(known)
  const longest = new Map<string, Omit<Message, 'score'>>()
  for (const [fragment, its] of byFragment) {
    const reports = [...its]
    const key = reports.map(({ id }) => id).join(' ')
    const held = longest.get(key)
    if (held === undefined || comesFirst(fragment, held.fragment)) longest.set(key, { fragment, reports })
  }
  return [...longest.values()]
    .flatMap((it) => {
      const weight = weightOf(it.fragment)
      return weight < MIN_WEIGHT ? [] : [{ ...it, score: weight * it.reports.length }]
    })
    .sort((a, b) => b.score - a.score || (comesFirst(a.fragment, b.fragment) ? -1 : 1))
}

/** The first fragments of a report, each once. */
function fragmentsOf({ title, lines }: DraftReport): ReadonlySet<string> {
  const found = new Set<string>()
  for (const line of [title, ...lines]) {
    for (const fragment of fragmentsIn(line)) {
      if (found.size >= MAX_FRAGMENTS_OF_REPORT) return found
      found.add(fragment)
    }
  }
  return found
}

/** Looks only at runs that begin like a message: the known lines are many times as many as the unexplained ones. */
function dropKnown(byFragment: Map<string, unknown>, known: readonly string[]): void {
  const beginnings = new Set([...byFragment.keys()].map((fragment) => fragment.split(' ', 1)[0]))
  for (const line of known.flatMap((text) => text.split('\n'))) {
    if (byFragment.size === 0) return
    const words = wordsIn(line)
    for (const [from, word] of words.entries()) {
      if (!beginnings.has(word)) continue
      for (let to = from + 1; to <= Math.min(words.length, from + MAX_WORDS); to++) {
        byFragment.delete(words.slice(from, to).join(' '))
      }
    }
  }
}

function comesFirst(a: string, b: string): boolean {
  return a.length > b.length || (a.length === b.length && a < b)
}

interface Group {
  readonly fragments: readonly string[]
  readonly reports: ReadonlySet<DraftReport>
}

/** Adds messages that overlap with the group and bring new reports. */
function extend(seed: Message, messages: readonly Message[], used: ReadonlySet<DraftReport>): Group {
  const reports = new Set(seed.reports)
  const fragments = [seed.fragment]
  for (const message of messages) {
    if (fragments.length >= MAX_FRAGMENTS) break
    const shared = message.reports.filter((it) => reports.has(it)).length
    const isNew = shared < message.reports.length
    if (!isNew || shared < MIN_COMMON || shared < MIN_SHARED * message.reports.length) continue
    if (message.reports.some((it) => used.has(it))) continue
    fragments.push(message.fragment)
    for (const report of message.reports) reports.add(report)
  }
  return { fragments, reports }
}
