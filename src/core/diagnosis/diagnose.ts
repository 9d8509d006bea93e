/**
 * Report × pack → Diagnosis. Comes in: a redacted report and a compiled pack. Goes out: ranked signatures with their
 * evidence, and one decision with its reason. Never looks at GitHub, the store or the clock; holds no wording.
 */
import type { Report } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { type CollectedEvidence, gatherFindings, type SignatureMatch } from './collect-evidence.ts'
import { estimate, type Probabilities } from './confidence.ts'
import type { Candidate, Diagnosis, Reason } from './diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS, type Thresholds } from './model-parameters.ts'
import { chooseQuestion } from './question.ts'

/**
 * @param parameters what was fitted; the shipped one unless a fit is being measured
 * @returns the same diagnosis for the same report, pack and parameters, byte for byte
 */
export function diagnose(report: Report, pack: Pack, parameters: ModelParameters = SHIPPED_PARAMETERS): Diagnosis {
  const findings = gatherFindings(pack.scanner.scan(report.segments), parameters.classifyText(report), pack)
  const probabilities = estimate(findings, parameters)
  const topic = 1 - estimate(withoutRepositorySignatures(findings, pack), parameters).none
  const ranked = rank(findings, probabilities)
  const reason = decide(ranked, { findings, topic, pack, parameters })
  const first = ranked[0]
  const generic = findings.generic[0] ?? null
  return {
    decision: decisionOf(reason),
    reason,
    signature: reason === 'sure' && first ? first.signature : null,
    confidence: first?.confidence ?? 0,
    topic,
    ranked,
    question: chooseQuestion(
      reason,
      ranked.filter((it) => maySpeak(it, { pack, parameters })),
      { pack, generic },
    ),
    generic,
    captures: first ? mergeCaptures(first) : {},
  }
}

/** Signatures that nobody vouches for cannot make a report one about authentication. */
function withoutRepositorySignatures(findings: CollectedEvidence, { repositorySignatures }: Pack): CollectedEvidence {
  if (repositorySignatures === undefined || repositorySignatures.size === 0) return findings
  return {
    ...findings,
    trackRecords: findings.trackRecords.filter(({ signature }) => !repositorySignatures.has(signature.id)),
  }
}

function rank({ trackRecords }: CollectedEvidence, probabilities: Probabilities): readonly Candidate[] {
  return trackRecords
    .map((standing) => ({
      signature: standing.signature.id,
      confidence: confidenceIn(standing, probabilities),
      evidence: standing.evidence,
      against: standing.against,
      textClass: standing.textClass,
    }))
    .sort((a, b) => b.confidence - a.confidence || (a.signature < b.signature ? -1 : 1))
}

/**
 * A kind of a failure is right wherever the failure itself is: one that shows its own cause also carries the general
 * one's probability.
 */
function confidenceIn({ signature, evidence }: SignatureMatch, { signatures }: Probabilities): number {
  const own = signatures.get(signature.id) ?? 0
  const general = signature.broader === undefined || !showsCause({ evidence }) ? 0 : signatures.get(signature.broader)
  return own + (general ?? 0)
}

interface Context {
  readonly findings: CollectedEvidence
  /** Probability that the report is about an authentication failure at all. */
  readonly topic: number
  readonly pack: Pack
  readonly parameters: ModelParameters
}

/** Two that tie below this do not lead: the first question of the troubleshooting flow helps more than theirs. */
const MIN_TO_LEAD = 0.2

function decide(ranked: readonly Candidate[], context: Context): Reason {
  const { findings, topic, parameters } = context
  const { thresholds } = parameters
  if (topic < thresholds.ask) return findings.counterSigns.length > 0 ? 'counter-sign' : 'not-auth'
  if (leads(ranked[0]) && parameters.off?.has(ranked[0].signature)) return 'turned-off'
  const able = ranked.filter((it) => maySpeak(it, context))
  const [first, second] = able
  if (first === undefined) return findings.topic.length > 0 ? 'no-signature' : 'not-auth'
  if (second !== undefined && isTie(first, second, context)) {
    return leads(first) ? 'tie' : 'no-signature'
  }
  const isSure = first === ranked[0] && !findings.isVetoed && first.confidence >= leastToAssert(first, thresholds)
  return isSure ? 'sure' : 'unsure'
}

function leads(candidate: Candidate | undefined): candidate is Candidate {
  return candidate !== undefined && candidate.confidence >= MIN_TO_LEAD
}

/** What a clause that names the cause needs, or one that nearly does; words that only support are never enough. */
function leastToAssert({ evidence }: Candidate, thresholds: Thresholds): number {
  if (evidence.some(({ strength }) => strength === 'decisive')) return thresholds.assertDecisive
  return showsCause({ evidence }) ? thresholds.assertStrong : Number.POSITIVE_INFINITY
}

type Speakers = Pick<Context, 'pack' | 'parameters'>

/** Experimental signatures, and those that are turned off, are computed and counted, and never speak. */
function maySpeak({ signature }: Candidate, { pack, parameters }: Speakers): boolean {
  return pack.signatures.get(signature)?.status === 'stable' && !parameters.off?.has(signature)
}

/** Words that only support are never enough to name a cause. */
function showsCause({ evidence }: Pick<Candidate, 'evidence'>): boolean {
  return evidence.some(({ strength }) => strength !== 'supporting')
}

/** A kind and its general failure are no rivals. */
function isTie(first: Candidate, second: Candidate, { pack, parameters }: Speakers): boolean {
  const areKin =
    pack.signatures.get(first.signature)?.broader === second.signature ||
    pack.signatures.get(second.signature)?.broader === first.signature
  return !areKin && second.confidence >= first.confidence * parameters.thresholds.tie
}

const SILENT: ReadonlySet<Reason> = new Set(['not-auth', 'counter-sign', 'turned-off'])

function decisionOf(reason: Reason): Diagnosis['decision'] {
  if (reason === 'sure') return 'assert'
  return SILENT.has(reason) ? 'silent' : 'ask'
}

/** Values of all clauses; where two clauses capture the same name, the stronger one's value holds. */
function mergeCaptures({ evidence }: Candidate): Readonly<Record<string, string>> {
  return Object.assign({}, ...evidence.map((it) => it.captures).reverse())
}
