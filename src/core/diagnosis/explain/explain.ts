/**
 * Explains a diagnosis: every clause with its hits or near misses, every feature with its weight, the probabilities and
 * the decision. JSON-serialisable data. All values come from the same steps as in `diagnose`.
 */
import type { Report } from '../../report/report.ts'
import type { Pack } from '../../signatures/pack.ts'
import type { Signature } from '../../signatures/schema.ts'
import { collectEvidence } from '../collect-evidence.ts'
import {
  AUTH_OTHER,
  describeOutcomes,
  estimate,
  NOT_AUTH,
  type OutcomeFeatures,
  type Probabilities,
} from '../confidence.ts'
import { diagnose } from '../diagnose.ts'
import type { Decision, Diagnosis, Evidence, Reason } from '../diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS, type Thresholds } from '../model-parameters.ts'
import type { ReadHit } from '../mood.ts'
import { passagesOf } from '../passages.ts'
import { quote } from '../quote.ts'
import { scanReport } from '../read-hits.ts'
import { withoutRepeatedTitles } from '../repeated-titles.ts'
import { type ClauseExplanation, explainClauses } from './clause.ts'

export interface Explanation {
  readonly decision: Decision
  readonly reason: Reason
  readonly thresholds: Thresholds
  /** Probability that the report is about an authentication failure at all. */
  readonly topic: number
  /** Every outcome including the two without a signature, likeliest first. */
  readonly outcomes: readonly OutcomeExplanation[]
  readonly signatures: readonly SignatureExplanation[]
}

export interface OutcomeExplanation {
  /** A signature's id, `auth-other` or `not-auth`. */
  readonly outcome: string
  readonly probability: number
  /** Sum of the contributions. */
  readonly logOdds: number
  readonly features: readonly FeatureExplanation[]
}

export interface FeatureExplanation {
  readonly feature: string
  readonly value: number
  readonly weight: number
  /** Value times weight, in log-odds. */
  readonly contribution: number
}

export interface SignatureExplanation {
  readonly signature: string
  readonly title: string
  readonly status: Signature['status']
  /** 1-based rank among the candidates; null when the signature was not considered. */
  readonly rank: number | null
  /**
   * The confidence that the decision uses: the signature's probability, plus that of its broader signature if there is
   * strong evidence.
   */
  readonly confidence: number
  /** False when none of its `only-when` clauses was found. */
  readonly isOpen: boolean
  readonly clauses: readonly ClauseExplanation[]
  /** The signature's counter-signs that the report shows. */
  readonly counterSigns: readonly { readonly id: string; readonly title: string; readonly evidence: Evidence[] }[]
}

export interface ExplainOptions {
  /** Ids to explain; by default, all ids in the pack. */
  readonly ids?: readonly string[]
  readonly parameters?: ModelParameters
}

/** @returns the explanation of the report's diagnosis */
export function explain(given: Report, pack: Pack, options: ExplainOptions = {}): Explanation {
  const { parameters = SHIPPED_PARAMETERS, ids = [...pack.signatures.keys()] } = options
  const report = withoutRepeatedTitles(given, pack)
  const scanned = scanReport(report, pack)
  const { hits } = scanned
  const collected = collectEvidence(scanned, parameters.classifyText(passagesOf(scanned)), pack)
  const probabilities = estimate(collected, parameters)
  const diagnosis = diagnose(report, pack, parameters)
  return {
    decision: diagnosis.decision,
    reason: diagnosis.reason,
    thresholds: parameters.thresholds,
    topic: diagnosis.topic,
    outcomes: describeOutcomes(collected, parameters.reliabilities)
      .map((outcome) => explainOutcome(outcome, probabilities, parameters))
      .sort((a, b) => b.probability - a.probability || (a.outcome < b.outcome ? -1 : 1)),
    signatures: ids
      .map((id) => pack.signatures.get(id))
      .filter((it) => it !== undefined)
      .map((signature) => explainSignature(signature, { report, pack, hits, diagnosis })),
  }
}

function explainOutcome(
  { outcome, features }: OutcomeFeatures,
  probabilities: Probabilities,
  { weights }: ModelParameters,
): OutcomeExplanation {
  const explained = Object.entries(features).map(([feature, value]) => {
    const weight = weights[feature] ?? 0
    // Adds zero because −0 does not survive JSON.
    return { feature, value, weight, contribution: value * weight + 0 }
  })
  const logOdds = explained.reduce((sum, { contribution }) => sum + contribution, 0)
  return { outcome, probability: probabilityOf(outcome, probabilities), logOdds, features: explained }
}

function probabilityOf(outcome: string, { signatures, other, none }: Probabilities): number {
  if (outcome === AUTH_OTHER) return other
  return outcome === NOT_AUTH ? none : (signatures.get(outcome) ?? 0)
}

interface Context {
  readonly report: Report
  readonly pack: Pack
  readonly hits: readonly ReadHit[]
  readonly diagnosis: Diagnosis
}

function explainSignature(signature: Signature, { report, pack, hits, diagnosis }: Context): SignatureExplanation {
  const { id, title, status } = signature
  const index = diagnosis.ranked.findIndex((it) => it.signature === id)
  const gates = signature['only-when']
  return {
    signature: id,
    title,
    status,
    rank: index === -1 ? null : index + 1,
    confidence: diagnosis.ranked[index]?.confidence ?? 0,
    isOpen: gates.length === 0 || hits.some(({ owned }) => owned.role === 'only-when' && owned.owner === id),
    clauses: explainClauses(clausesOf(signature, pack), { segments: report.segments, hits }),
    counterSigns: signature['not-when'].flatMap((counterSign) => {
      const shown = hits.filter(({ owned }) => owned.role === 'counter-sign' && owned.owner === counterSign)
      const about = pack.counterSigns[counterSign]?.title ?? counterSign
      return shown.length === 0 ? [] : [{ id: counterSign, title: about, evidence: shown.map(quote) }]
    }),
  }
}

/** Returns the clauses that count for or against a signature: its own and the inherited ones. */
function clausesOf({ id, inherits, broader }: Signature, { scanner: { clauses } }: Pack) {
  const isInherited = (owner: string) => inherits && owner === broader
  return clauses.filter(({ role, owner }) => {
    if (role === 'only-when') return owner === id
    return (role === 'evidence' || role === 'against') && (owner === id || isInherited(owner))
  })
}
