/**
 * Finds the version of the product with which, by the author's own words, the failure does not occur: an older one
 * before an upgrade, the one that a downgrade led back to, or a newer one that was tried. It is the one remedy that a
 * report brings with it.
 */
import { withoutForeignNumbers } from './foreign-versions.ts'
import type { Field, Segment, WorkingVersion } from './report.ts'
import { sentenceAround } from './sentences.ts'

const VERSION = /(?<![\w.-])v?\d{1,5}(?:\.(?:\d{1,6}|x)){1,3}(?:[-+][a-z\d][\w.]{0,20})?(?![\w])/gi

/** What is left of a number of another program, see `foreign-versions.ts`. */
const BLANKED = '·'
/** In characters, on each side of a version. */
const MAX_CONTEXT = 80
/** Reports that name more are lists of versions. */
const MAX_VERSIONS = 40

/** The text before a version of which it is said that it works; `$` is where the version stands. */
const WORKED_WITH =
  /\b(?:works?|worked|working|fine|okay|no (?:problem|issue|error)s?)\b[^;:,]{0,30}\b(?:in|with|on|under|using)\b[^;,\d]{0,25}$/i
const WENT_BACK =
  /\b(?:downgrad\w{1,4}|revert\w{0,3}|roll\w{0,4} ?back|(?:go|going|went|goes|switch\w{0,3}|step\w{0,4}|move\w?) back|back|pin\w{0,4})\b[^;,]{0,30}\b(?:to|at|on)\b[^;,\d]{0,25}$/i
const CAME_FROM = /\bfrom\b[^;,\d]{0,25}$/i
const CAME_BEFORE = /\b(?:prior|last working|last good|we came from)\b[^;,\d]{0,15}$/i
const LEADS_IN =
  /(?:^|\b(?:in|with|on|under|using|version|release)\b)[^;,\d]{0,25}(?:v?\d[\d.x]{1,12},? (?:and|or) )?$/i

/** The text after it. */
const WORKS =
  /^[^;\d]{0,45}?\b(?:works|worked|(?:is|was|were|are) (?:all )?(?:fine|ok|okay|good)|fine|no (?:problem|issue|error)s?)\b(?!,? (?:until|till|but|only|except))/i
const GOES_TO = /^[^;,\d]{0,12}\bto\b[^;,\d]{0,25}(?:\d|\b(?:any|all|the|a) (?:new|lat))/i
/** What a sentence about two versions says if the second one broke something. */
const UPGRADED = /\b(?:upgrad|updat|migrat|mov|bump|switch|regress|went)\w*/i

const NEGATED =
  /\b(?:not|never|as such|itself|otherwise|no longer|neither|nor|hardly|unable|fail\w*|broke\w*|break\w*|stop\w*|while|whereas|but|error|refuse\w*|same|still)\b|n['’]t\b/i
/** A list of what works and what does not names no version that is free of the failure. */
const FAILS_TOO = /^,[^;.]{0,12}\bfail/i
const NO_PROBLEM = /\bno (?:problem|issue|error)s?\b/gi

/** Programs on the other side of a login; their versions are not the product's. */
const OTHER_SIDE =
  /\b(?:my ?sql|maria ?db|postgres\w{0,4}|mongo ?db|redis|sql server|server|kubernetes|k8s|keycloak|open ?ssl|open ?ssh|curl|database|sdk|api)(?: server)?(?: version)?[ :@/v]{0,3}$/i

const HEADING = /\b(?:last|previous)\b[^\n]{0,20}\b(?:working|good|known|worked)\b|\bworking version\b/i

/**
 * @param environment the version that the report names as its own; null if it names none
 * @returns null if the report does not say which version works
 */
export function findWorkingVersion(
  { fields, segments }: { readonly fields: readonly Field[]; readonly segments: readonly Segment[] },
  environment: string | null,
): WorkingVersion | null {
  const told = segments.filter(({ kind }) => kind !== 'log').flatMap(mentionsIn)
  const found = [...told, ...fields.flatMap(answerIn)]
  const best = found.find(({ isSaid }) => isSaid) ?? found[0]
  if (best === undefined) return null
  const { isSaid: _, failing, ...mention } = best
  return { ...mention, failing: failing ?? (isNear(environment, mention.version) ? environment : null) }
}

/** A version far from it belongs to another program of the setup. */
function isNear(environment: string | null, version: string): boolean {
  const [own, other] = [environment ?? '', version].map(numbersIn)
  return environment !== null && own !== other && Math.abs(parseInt(own ?? '', 10) - parseInt(other ?? '', 10)) <= 1
}

function numbersIn(version: string): string {
  return version.replace(/^\D*/, '')
}

interface Mention extends WorkingVersion {
  /** False if it only follows from an upgrade after which it fails. */
  readonly isSaid: boolean
}

function mentionsIn(segment: Segment): readonly Mention[] {
  const text = withoutForeignNumbers(segment.text)
  const versions = [...text.matchAll(VERSION)].slice(0, MAX_VERSIONS)
  return versions.flatMap((match, at): Mention[] => {
    const start = match.index
    const end = start + match[0].length
    const sentence = sentenceAround(text, { start, end })
    const before = text.slice(Math.max(sentence.start, start - MAX_CONTEXT), start)
    const after = text.slice(end, Math.min(sentence.end, end + MAX_CONTEXT))
    if (OTHER_SIDE.test(before) || before.includes(BLANKED)) return []
    const isSaid = isSaidToWork(before, after)
    const leadsTo =
      UPGRADED.test(text.slice(sentence.start, sentence.end)) && CAME_FROM.test(before) && GOES_TO.test(after)
    if (!isSaid && !leadsTo && !CAME_BEFORE.test(before)) return []
    const next = /\d/.test(GOES_TO.exec(after)?.[0] ?? '') ? (versions[at + 1]?.[0] ?? null) : null
    const { source, heading } = segment
    const line = segment.line + (segment.flattened ? 0 : lineBreaksIn(text.slice(0, start)))
    return [{ version: match[0], failing: leadsTo ? next : null, source, heading, line, isSaid }]
  })
}

function isSaidToWork(before: string, after: string): boolean {
  if (WENT_BACK.test(before)) return !NEGATED.test(after)
  const worked = WORKED_WITH.exec(before)
  if (worked !== null) return !isNegated(before)
  const works = LEADS_IN.test(before) ? WORKS.exec(after) : null
  return works !== null && !isNegated(works[0]) && !isNegated(before) && !FAILS_TOO.test(after.slice(works[0].length))
}

function isNegated(text: string): boolean {
  return NEGATED.test(text.replace(NO_PROBLEM, ''))
}

function answerIn({ heading, text, line }: Field): readonly Mention[] {
  const [version] = HEADING.test(heading) ? (text.match(VERSION) ?? []) : []
  return version === undefined ? [] : [{ version, failing: null, source: 'body', heading, line, isSaid: true }]
}

function lineBreaksIn(text: string): number {
  return text.split('\n').length - 1
}
