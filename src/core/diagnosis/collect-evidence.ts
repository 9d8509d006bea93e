/** Collects the scanner's hits by signature: the best hit for every clause, as quoted evidence. */

import type { ReportedFlow } from '../flow/report-flow.ts'
import { stateOfStage } from '../flow/stage.ts'
import type { Purpose } from '../report/purpose.ts'
import type { Segment } from '../report/report.ts'
import { genericAnswerKey, TOPIC } from '../signatures/answers.ts'
import type { ClauseRole, Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import type { Evidence, Strength } from './diagnosis.ts'
import { answersInEvidence } from './evidence-answers.ts'
import { isSure, type ReadHit, weightOf } from './mood.ts'
import { openQuestion, questionsAboutOthers } from './open-questions.ts'
import { quote } from './quote.ts'
import type { ScannedReport } from './read-hits.ts'
import { sharesLine } from './same-line.ts'
import type { TextClass } from './text-classifier.ts'

/** The evidence in a report for and against one signature. */
export interface SignatureMatch {
  readonly signature: Signature
  /** One entry per clause, strongest first. */
  readonly evidence: readonly Evidence[]
  /** Whether the title shows any of it, wherever the entry is quoted from. */
  readonly inTitle: boolean
  readonly against: readonly Evidence[]
  /** The signature's probability according to the text classifier; null when the model does not know the signature. */
  readonly textClass: number | null
  /** Ids of this signature's counter-signs (`not-when`) that the report shows. */
  readonly counterSigns: readonly string[]
  /** Its first question that fits the report and is not answered there. */
  readonly question: string | null
  /** Its questions that decide between it and another signature, by the other's id; null for an answered one. */
  readonly questionsAbout: ReadonlyMap<string, string | null>
}

/** The evidence in a report, by signature and for the topic as a whole. */
export interface CollectedEvidence {
  /** Only signatures with evidence, or with a clear probability from the text classifier; sorted by id. */
  readonly signatureMatches: readonly SignatureMatch[]
  readonly topic: readonly Evidence[]
  /** Whether the title itself says that a login fails, wherever the entries of `topic` are quoted from. */
  readonly topicInTitle: boolean
  /** Ids of the counter-signs that the report shows. */
  readonly counterSigns: readonly string[]
  /** Ids of the counter-signs in the report's title, where the reporter names the subject. */
  readonly counterSignsInTitle: readonly string[]
  /** Signs that the report asks for something, and signs that something failed. */
  readonly purpose: Purpose
  /** The text classifier's result for the whole report. */
  readonly textClass: TextClass
  /**
   * Generic messages, which point to no signature, in report order, without those whose question the report answers;
   * each `id` is that of the message.
   */
  readonly generic: readonly Evidence[]
  /** The first shared question that fits the report and is not answered there; null if none does. */
  readonly sharedQuestion: string | null
  /**
   * What the report already says in answer to a question or a step, and what texts for certain reports look for; each
   * `id` is that of `answerKey` or `saysKey`.
   */
  readonly answers: readonly Evidence[]
}

const RANK: Readonly<Record<Strength, number>> = { decisive: 0, strong: 1, supporting: 2 }

/** A signature without evidence is considered if the text classifier gives it at least this probability. */
const CLEAR_TEXT_CLASS = 0.05

/** Collects what counts: what the report denies, or says of another report, does not. */
export function collectEvidence(
  { report, purpose, hits: scanned, flow }: ScannedReport,
  textClass: TextClass,
  pack: Pack,
): CollectedEvidence {
  const found = [...scanned, ...answersInEvidence(scanned, pack)]
  const hits = found.filter(({ reading }) => weightOf(reading.mood) !== 'none')
  // What a report is about is named in a denial, too, but not by the log of a login that went through.
  const mentioned = new Set(
    ownersOf(
      found.filter(({ reading }) => reading.mood !== 'cured'),
      'only-when',
    ),
  )
  const known = { environment: report.environment, answered: new Set(ownersOf(found, 'answer')) }
  const isShown = showsFailure(purpose) && hits.some(decidesInLog)
  const explained = hits.filter((hit) => !isPartOfEvidence(hit, hits) && !(isShown && isWordInPassing(hit)))
  const counterSigns = ownersOf(explained, 'counter-sign')
  const byOwner = Map.groupBy(hits, ({ owned }) => keyOf(owned.role, owned.owner))
  const find = (role: ClauseRole, owner: string) => byOwner.get(keyOf(role, owner)) ?? []
  const signatureMatches = [...pack.signatures.values()].flatMap((signature) => {
    const owners = signature.inherits ? [signature.id, signature.broader as string] : [signature.id]
    const evidence = owners.flatMap((owner) => find('evidence', owner))
    const probability = textClass.probabilities.get(signature.id) ?? null
    const isOpen = signature['only-when'].length === 0 || mentioned.has(signature.id)
    const isLikely = (probability ?? 0) >= CLEAR_TEXT_CLASS && !wasPassed(signature, flow)
    if (!isOpen || (evidence.length === 0 && !isLikely)) return []
    return [
      {
        signature,
        evidence: quoteBest(evidence),
        inTitle: evidence.some(({ segment }) => segment.kind === 'title'),
        against: quoteBest(owners.flatMap((owner) => find('against', owner))),
        textClass: probability,
        counterSigns: signature['not-when'].filter((id) => counterSigns.includes(id)),
        question: openQuestion(signature.id, signature.ask, known),
        questionsAbout: questionsAboutOthers(signature, known),
      },
    ]
  })
  const topic = find('topic', 'topic')
  const titles = explained.filter(({ segment }) => segment.kind === 'title')
  const generic = quoteBest(
    hits.filter(({ owned }) => owned.role === 'generic' && !known.answered.has(genericAnswerKey(owned.owner))),
  )
  return {
    signatureMatches,
    topic: quoteBest(topic),
    topicInTitle: topic.some((hit) => hit.segment.kind === 'title' && isSure(hit)),
    counterSigns,
    counterSignsInTitle: ownersOf(titles, 'counter-sign'),
    purpose,
    textClass,
    generic,
    sharedQuestion: openQuestion(TOPIC, pack.topic['ask-when'] ?? [], known),
    answers: quoteAnswers(
      hits.filter(({ owned }) => owned.role === 'answer'),
      new Set(scanned),
    ),
  }
}

/** The words of a report cannot place a failure at a stage that its log shows passed. */
function wasPassed({ stage }: Signature, flow: ReportedFlow | null): boolean {
  if (stage === undefined || flow?.broken == null) return false
  return stateOfStage(stage, { reached: flow.reached, broken: flow.broken.stage }) === 'passed'
}

/**
 * One quote per question or step, whichever of its clauses says it best: its own clauses look for the answer, while the
 * evidence only implies it.
 */
function quoteAnswers(hits: readonly ReadHit[], scanned: ReadonlySet<ReadHit>): readonly Evidence[] {
  const rank = (hit: ReadHit) => worth(hit) + (scanned.has(hit) && weightOf(hit.reading.mood) === 'full' ? 50 : 0)
  return [...Map.groupBy(hits, ({ owned }) => owned.owner)].map(([key, found]) => {
    const best = found.reduce((one, other) => (rank(other) > rank(one) ? other : one))
    return { ...quote(best), id: key }
  })
}

/**
 * A counter-sign in the words or the log line that name a cause does not explain them away: `EACCES` on a file of
 * credentials.
 */
function isPartOfEvidence(hit: ReadHit, hits: readonly ReadHit[]): boolean {
  if (hit.owned.role !== 'counter-sign') return false
  const overlaps = (it: ReadHit) => it.start < hit.end && hit.start < it.end
  const isAbout = (it: ReadHit) => overlaps(it) || (hit.segment.kind === 'log' && sharesLine(it, hit))
  return hits.some((it) => it.segment === hit.segment && it.owned.role === 'evidence' && isSure(it) && isAbout(it))
}

/** A title that tells a failure and the output of a run, in a report that asks for nothing. */
function showsFailure({ request, failure }: Purpose): boolean {
  const asks = request.includes('title') || request.includes('finding')
  return failure.includes('title') && failure.includes('output') && !asks
}

function decidesInLog(hit: ReadHit): boolean {
  const { role, clause } = hit.owned
  return hit.segment.kind === 'log' && role === 'evidence' && clause.strength === 'decisive' && isSure(hit)
}

/** The occasion of a failure, such as an audit or a limit, does not explain away what the log shows. */
function isWordInPassing({ owned, segment }: ReadHit): boolean {
  return owned.role === 'counter-sign' && segment.kind === 'prose'
}

function keyOf(role: ClauseRole, owner: string): string {
  return `${role} ${owner}`
}

function ownersOf(hits: readonly ReadHit[], role: ClauseRole): readonly string[] {
  return [...new Set(hits.filter(({ owned }) => owned.role === role).map(({ owned }) => owned.owner))]
}

/** Returns one quote per clause, strongest first, and of equally strong ones those from logs first. */
function quoteBest(hits: readonly ReadHit[]): readonly Evidence[] {
  const best = new Map<string, ReadHit>()
  for (const hit of hits) {
    const known = best.get(hit.owned.clause.id)
    if (known === undefined || worth(hit) > worth(known)) best.set(hit.owned.clause.id, hit)
  }
  return [...best.values()]
    .map(quote)
    .sort((a, b) => RANK[a.strength] - RANK[b.strength] || WORTH_OF_KIND[b.segment] - WORTH_OF_KIND[a.segment])
}

/** Everybody sees the title, and logs are more reliable than what is told. */
const WORTH_OF_KIND: Readonly<Record<Segment['kind'], number>> = { title: 0, prose: 1, quote: 1, log: 2 }

/** Prefers what happened, then more captured values, then the kind of text. */
function worth({ reading, captures, segment }: ReadHit): number {
  const happened = weightOf(reading.mood) === 'full' ? 100 : 0
  return happened + Object.keys(captures).length * 3 + WORTH_OF_KIND[segment.kind]
}
