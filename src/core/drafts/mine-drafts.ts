/**
 * Mines the error lines of reports that no signature explains for messages that recur: each becomes a draft of a
 * signature. A message that also occurs in any other report, or in an example of an existing signature, becomes none.
 */
import { fragmentsIn, MAX_WORDS, wordsIn } from './fragments.ts'

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
/** In characters. A shorter message does not join a draft, unless it is a code: it says too little of its own. */
const MIN_TO_JOIN = 20
/** In reports; a message that fewer show is no pattern. */
const MIN_SUPPORT = 2

/**
 * @param unexplained reports about authentication for which no cause was asserted
 * @param known lines in which no message of a draft may occur: all other reports, and the examples of the pack
 * @returns drafts with the most reports first; no report is in two of them
 */
export function mineDrafts(
  unexplained: readonly DraftReport[],
  known: Iterable<string>,
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
}

/** The longest message for each set of reports, those with the most reports first. */
function messagesOf(unexplained: readonly DraftReport[], known: Iterable<string>): readonly Message[] {
  const byFragment = new Map<string, Set<DraftReport>>()
  for (const report of unexplained) {
    for (const line of [report.title, ...report.lines]) {
      for (const fragment of fragmentsIn(line)) {
        const its = byFragment.get(fragment) ?? new Set()
        byFragment.set(fragment, its.add(report))
      }
    }
  }
  for (const [fragment, its] of byFragment) if (its.size < MIN_SUPPORT) byFragment.delete(fragment)
  dropKnown(byFragment, known)
  const longest = new Map<string, Message>()
  for (const [fragment, its] of byFragment) {
    const reports = [...its]
    const key = reports.map(({ id }) => id).join(' ')
    const held = longest.get(key)
    if (held === undefined || comesFirst(fragment, held.fragment)) longest.set(key, { fragment, reports })
  }
  return [...longest.values()].sort(
    (a, b) => b.reports.length - a.reports.length || (comesFirst(a.fragment, b.fragment) ? -1 : 1),
  )
}

/** Looks only at runs that begin like a message: the known lines are many times as many as the unexplained ones. */
function dropKnown(byFragment: Map<string, unknown>, known: Iterable<string>): void {
  const beginnings = new Set([...byFragment.keys()].map((fragment) => fragment.split(' ', 1)[0]))
  for (const line of known) {
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
    const says = message.fragment
    if (says.length < MIN_TO_JOIN && says.includes(' ')) continue
    const shared = message.reports.filter((it) => reports.has(it)).length
    const isNew = shared < message.reports.length
    if (!isNew || shared === 0 || shared < MIN_SHARED * message.reports.length) continue
    if (message.reports.some((it) => used.has(it))) continue
    fragments.push(message.fragment)
    for (const report of message.reports) reports.add(report)
  }
  return { fragments, reports }
}
