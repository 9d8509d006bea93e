/**
 * Grades the bot's first answer by the end of its thread. Only the reporter's and the maintainers' own words count, and
 * only a cause that the engine asserts from these words contradicts the answer. Where the end is hard to read, the grade
 * is `no-evidence`.
 */
import { diagnose } from '../diagnosis/diagnose.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS } from '../diagnosis/model-parameters.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import { type ClosingWords, readClosingWords } from './closing-words.ts'
import { type Ending, type EndingReading, type NamedCause, NO_EVIDENCE, type Remark } from './ending.ts'

/** Minimum confidence at which a remark with evidence for the answer confirms it. */
const MIN_TO_CONFIRM = 0.5
/**
 * Minimum confidence at which a verdict without a clause's evidence confirms the answer: the words point to it more than
 * to any other cause.
 */
const MIN_BY_WORDS = 0.2
/** In words; a shorter remark by someone else is not a suggestion. */
const MIN_SUGGESTION = 4
/** Maximum number of remarks that are read, newest first. */
const MAX_REMARKS = 60

/** @param parameters the fitted parameters in force in the repository */
export function readEnding(ending: Ending, pack: Pack, parameters?: ModelParameters): EndingReading {
  const named = readNamed(ending.named, ending.answer, pack)
  if (named !== null) return named
  const remarks = ending.remarks.slice(-MAX_REMARKS)
  let held: EndingReading | null = null
  let proposed: EndingReading | null = null
  let isDisputed = false
  for (const [at, remark] of remarks.entries()) {
    if (remark.by !== 'reporter' && remark.by !== 'maintainer') continue
    const words = readClosingWords(remark.body)
    const context = { remark, words, earlier: remarks.slice(0, at) }
    const isReporter = remark.by === 'reporter'
    const own = claimOf(context, ending.answer, { pack, parameters })
    // A maintainer's bare statement of a cause counts once the reporter says that it helped.
    const claim = own ?? (isReporter && words.isSolved && !words.isUnsolved ? proposed : null)
    if (isReporter) proposed = null
    else proposed = proposalOf(context, ending.answer, { pack, parameters }) ?? proposed
    // What the reporter still sees after a verdict disproves the verdict.
    if (words.isUnsolved && isReporter) held = null
    if (claim === null) continue
    if (held !== null && held.cause !== claim.cause) isDisputed = true
    held = claim
  }
  return held === null || isDisputed ? NO_EVIDENCE : held
}

/** A maintainer's command or label is final; a reporter's `worked` counts if no maintainer named a cause. */
function readNamed(named: readonly NamedCause[], answer: string, pack: Pack): EndingReading | null {
  const last = named.findLast(({ by }) => by === 'maintainer') ?? named.at(-1)
  if (last === undefined) return null
  const { signature, who } = last
  if (signature === null || areKin(signature, answer, pack)) {
    return { grade: 'confirmed', cause: null, who, remark: null }
  }
  if (last.by !== 'maintainer' || !pack.signatures.has(signature)) return null
  return { grade: 'contradicted', cause: signature, who, remark: null }
}

interface RemarkContext {
  readonly remark: Remark
  readonly words: ClosingWords
  /** The remarks before it. */
  readonly earlier: readonly Remark[]
}

interface Engine {
  readonly pack: Pack
  readonly parameters: ModelParameters | undefined
}

/** What one remark says about the answer; null if it decides nothing. */
function claimOf({ remark, words, earlier }: RemarkContext, answer: string, engine: Engine): EndingReading | null {
  const { who, id } = remark
  // A maintainer who asks is still looking.
  if (remark.by === 'maintainer' && words.asks) return null
  const diagnosis = diagnoseWords(words.stated, engine)
  if (contradicts(diagnosis, words, answer, engine.pack)) {
    return { grade: 'contradicted', cause: diagnosis?.signature ?? null, who, remark: id }
  }
  const isConfirmed =
    confirmsByCause(diagnosis, { remark, words }, answer, engine.pack) ||
    (pointsAtAnswer(remark, words, earlier) && !showsOther(diagnosis, answer, engine.pack))
  return isConfirmed ? { grade: 'confirmed', cause: null, who, remark: id } : null
}

/** Another cause that a maintainer states without calling it the cause. */
function proposalOf({ remark, words }: RemarkContext, answer: string, engine: Engine): EndingReading | null {
  if (words.asks || words.isMixed) return null
  const diagnosis = diagnoseWords(words.stated, engine)
  const framed = { ...words, isVerdict: true }
  if (!contradicts(diagnosis, framed, answer, engine.pack)) return null
  return { grade: 'contradicted', cause: diagnosis?.signature ?? null, who: remark.who, remark: remark.id }
}

function diagnoseWords(stated: string, { pack, parameters }: Engine): Diagnosis | null {
  if (stated === '') return null
  const report = readReport({ title: '', body: stated, attachments: [] })
  return diagnose(report, pack, { ...(parameters ?? SHIPPED_PARAMETERS), isAboutLogin: true })
}

function contradicts(diagnosis: Diagnosis | null, words: ClosingWords, answer: string, pack: Pack): boolean {
  if (diagnosis?.decision !== 'assert' || diagnosis.signature === null || !words.isVerdict) return false
  if (words.isUnsolved || areKin(diagnosis.signature, answer, pack)) return false
  const own = diagnosis.ranked.find(({ signature }) => signature === answer)
  return !own?.evidence.some(({ strength }) => strength !== 'supporting')
}

function confirmsByCause(
  diagnosis: Diagnosis | null,
  { remark, words }: Pick<RemarkContext, 'remark' | 'words'>,
  answer: string,
  pack: Pack,
): boolean {
  const first = diagnosis?.ranked[0]
  if (first === undefined || words.isUnsolved || !areKin(first.signature, answer, pack)) return false
  const isFramed = words.isVerdict || words.isSolved
  const isShown = first.evidence.some(({ strength }) => strength !== 'supporting')
  if (isShown && first.confidence >= MIN_TO_CONFIRM) {
    return isFramed || (remark.by === 'maintainer' && diagnosis?.decision === 'assert')
  }
  return words.isVerdict && !words.isMixed && first.confidence >= MIN_BY_WORDS && !showsOther(diagnosis, answer, pack)
}

/** "The bot was right", or "that was it" when nobody but the bot has suggested anything. */
function pointsAtAnswer(remark: Remark, words: ClosingWords, earlier: readonly Remark[]): boolean {
  if (words.isMixed || words.isUnsolved) return false
  if (words.pointsToBot) return true
  const isSuggestion = ({ by, body, who }: Remark) =>
    by !== 'bot' && who !== remark.who && body.trim().split(/\s+/).length >= MIN_SUGGESTION
  return words.pointsBack && remark.by === 'reporter' && !earlier.some(isSuggestion)
}

function showsOther(diagnosis: Diagnosis | null, answer: string, pack: Pack): boolean {
  return (diagnosis?.ranked ?? []).some(
    ({ signature, evidence }) =>
      !areKin(signature, answer, pack) && evidence.some(({ strength }) => strength !== 'supporting'),
  )
}

/** A narrower failure is an instance of its broader one. */
function areKin(a: string, b: string, { signatures }: Pack): boolean {
  return a === b || signatures.get(a)?.broader === b || signatures.get(b)?.broader === a
}
