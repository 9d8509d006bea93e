/** Says in words why two reports match, the strongest reason first. */
import { STAGE_NAMES, type Stage } from '../flow/stage.ts'
import type { AttributeKind } from './attributes.ts'
import { CAUSAL_CAPTURES } from './contradictions.ts'
import type { IndexedReport, ReportDigest } from './digest.ts'
import { namesError } from './error-codes.ts'
import type { Match } from './find-matches.ts'
import type { FeatureName, PairFeatures } from './pair-features.ts'
import { weighFeatures } from './probability.ts'
import { SURFACE_NAMES } from './surroundings.ts'

export type FoundMatch = Pick<Match, 'sameCause' | 'sharedLines'> & Partial<Pick<Match, 'features' | 'kind'>>

/** A reason with the features that measure it. */
interface Reason {
  readonly text: string
  readonly by: readonly FeatureName[]
}

/** The features of the wording count together: none of them says more than the others. */
const WORDING: readonly FeatureName[] = ['similarity', 'titles', 'letters', 'phrases', 'prominence', 'headline']
const SAME_WORDING = 'nearly the same wording'
const SIMILAR_TITLE = 'similar title'
const SIMILAR_WORDING = 'similar wording'
const MIN_SAME_WORDING = 0.6
const MIN_SIMILAR_TITLE = 0.5

/** Facts that come together with any two reports; they follow what the reports say about their failure. */
const CIRCUMSTANCES: ReadonlySet<FeatureName> = new Set(['similarity', 'week', 'product', 'version', 'surface'])

/**
 * @returns first the shared line, failure, answer of a server, error and first failing version, which nobody doubts; then what
 *   the reports say about the failure, and then its circumstances, each in the order in which it raised the probability;
 *   never empty
 */
export function reasonsOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): readonly string[] {
  const { kind, features } = match
  const weighed = kind === undefined || features === undefined ? [] : weighFeatures(features, kind)
  const changes = new Map(weighed.map(({ name, change }) => [name, change]))
  const changeBy = ({ by }: Reason) => by.reduce((sum, name) => sum + Math.max(0, changes.get(name) ?? 0), 0)
  const shared = sharedReasons(here.digest, there.digest)
  const wording: Reason = { text: wordingOf(features), by: WORDING }
  const raised = [...shared, ...(weighed.length === 0 ? [] : [wording])]
    .filter((reason) => changeBy(reason) > 0)
    .sort((a, b) => Number(isCircumstance(a)) - Number(isCircumstance(b)) || changeBy(b) - changeBy(a))
  const reasons = [
    ...(match.sharedLines.length > 0 ? ['same line'] : []),
    ...(match.sameCause ? [sameFailure(here.digest, there.digest)] : []),
    ...sharedAnswer(here.digest, there.digest),
    ...sharedError(here.digest, there.digest),
    ...sharedStart(here.digest, there.digest),
    ...raised.map(({ text }) => text),
    ...(match.sameCause ? [] : [wording.text]),
    ...shared.filter(({ by }) => by[0] !== 'week').map(({ text }) => text),
  ]
  return [...new Set(reasons)]
}

function isCircumstance({ by }: Reason): boolean {
  return by.some((name) => CIRCUMSTANCES.has(name))
}

export function isWording(reason: string): boolean {
  return reason === SAME_WORDING || reason === SIMILAR_TITLE || reason === SIMILAR_WORDING
}

/** Calls a wording the same only if it is. */
function wordingOf(features: PairFeatures | undefined): string {
  if (features === undefined || features.similarity >= MIN_SAME_WORDING) return SAME_WORDING
  return features.titles >= MIN_SIMILAR_TITLE ? SIMILAR_TITLE : SIMILAR_WORDING
}

/** The failure, with the captured values that are part of the cause. */
function sameFailure(a: ReportDigest, b: ReportDigest): string {
  const captures = Object.entries(a.cause?.captures ?? {})
    .filter(([name, value]) => CAUSAL_CAPTURES.has(name) && b.cause?.captures[name] === value)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
  return captures.length === 0 ? 'same failure' : `same failure (${captures.sort().join(', ')})`
}

/** The stage at which both logins broke, if a server answered both with the same status. */
function sharedAnswer(a: ReportDigest, b: ReportDigest): readonly string[] {
  const [stage = '', ...answer] = both(a, b, 'stage')[0]?.split(' ') ?? []
  return answer.length === 0 ? [] : [`same stage and status (${nameOf(stage)}, ${answer.join(' ')})`]
}

/** What two reports share, with the features that measure it; a feature of weight 0 puts it last. */
function sharedReasons(a: ReportDigest, b: ReportDigest): readonly Reason[] {
  const first = (kind: SharedKind, by: FeatureName, toText: (value: string) => string): readonly Reason[] =>
    both(a, b, kind)
      .filter((value) => !namesError(value))
      .slice(0, 1)
      .map((value) => ({ text: toText(value), by: [by] }))
  const isAnswer = sharedAnswer(a, b).length > 0
  const isSame = (name: 'product' | 'version') =>
    a.environment[name] !== null && a.environment[name] === b.environment[name]
  return [
    ...first('code', 'code', (code) => `both name ${code}`),
    ...first('trigger', 'trigger', (trigger) => `both mention: ${trigger}`),
    ...(isAnswer ? [] : first('stage', 'stage', (stage) => `same stage (${nameOf(stage)})`)),
    ...first('surface', 'surface', (surface) => `both ${SURFACE_NAMES.get(surface) ?? `on ${surface}`}`),
    { text: 'reported within a week', by: ['week'] },
    ...first('host', 'otherHost', (host) => `same provider (${host})`),
    ...(isSame('version') ? [{ text: `both on ${a.environment.version}`, by: ['version'] } as const] : []),
    ...(isSame('product') ? [{ text: 'same product', by: ['product'] } as const] : []),
  ]
}

/** The first error that both name. An error counts by what parts reports: its weight as a shared one can be zero. */
function sharedError(a: ReportDigest, b: ReportDigest): readonly string[] {
  const code = both(a, b, 'code').find(namesError)
  return code === undefined ? [] : [`same error ${code}`]
}

/** The version since which both say that it fails. */
function sharedStart(a: ReportDigest, b: ReportDigest): readonly string[] {
  const theirs = b.attributes?.versions.fails ?? []
  const since = a.attributes?.versions.fails.find((version) => theirs.includes(version))
  return since === undefined ? [] : [`both since ${since}`]
}

type SharedKind = Exclude<AttributeKind, 'signature' | 'capture' | 'headline'>

function both(a: ReportDigest, b: ReportDigest, kind: SharedKind): readonly string[] {
  const theirs = new Set(b.attributes?.values[kind])
  return a.attributes?.values[kind]?.filter((value) => theirs.has(value)) ?? []
}

function nameOf(stage: string): string {
  return STAGE_NAMES[stage as Stage] ?? stage
}
