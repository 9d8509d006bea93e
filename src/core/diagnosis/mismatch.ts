/** Compares what an example promises with what a diagnosis says. */
import type { Example, Signature } from '../signatures/schema.ts'
import type { Diagnosis } from './diagnosis.ts'

/** One promise that was not kept. */
export interface Mismatch {
  readonly expected: string
  readonly actual: string
  /** Both in one sentence. */
  readonly says: string
}

/** @returns what differs; an empty list when the example gets its answer */
export function compareExample(signature: Signature, example: Example, diagnosis: Diagnosis): readonly Mismatch[] {
  return [
    ...compareSignature(example.expect.signature ?? signature.id, diagnosis),
    ...compareDecision(signature.status === 'stable' ? example.expect.decision : undefined, diagnosis),
    ...compareEvidence(example.expect.evidence, diagnosis),
    ...compareCaptures(example.expect.captures ?? {}, diagnosis),
  ]
}

function compareSignature(wanted: string, { decision, signature, ranked }: Diagnosis): readonly Mismatch[] {
  const first = ranked[0]?.signature ?? 'nothing'
  if (wanted === 'none') {
    if (decision !== 'assert') return []
    const says = `no signature should be asserted, ${signature} is`
    return [{ expected: 'asserted: none', actual: `asserted: ${signature}`, says }]
  }
  if (first === wanted) return []
  return [
    { expected: `first: ${wanted}`, actual: `first: ${first}`, says: `${wanted} should rank first, ${first} does` },
  ]
}

function compareDecision(wanted: Diagnosis['decision'] | undefined, diagnosis: Diagnosis): readonly Mismatch[] {
  if (wanted === undefined || diagnosis.decision === wanted) return []
  const came = `${diagnosis.decision} (${diagnosis.reason})`
  const says = `the decision should be ${wanted}, it is ${came}`
  return [{ expected: `decision: ${wanted}`, actual: `decision: ${came}`, says }]
}

function compareEvidence(wanted: string | undefined, { ranked }: Diagnosis): readonly Mismatch[] {
  const found = ranked[0]?.evidence.map(({ id }) => id) ?? []
  if (wanted === undefined || found.includes(wanted)) return []
  const says = `clause ${wanted} should be among the evidence`
  return [{ expected: `evidence: ${wanted}`, actual: `evidence: ${found.join(', ') || 'none'}`, says }]
}

function compareCaptures(wanted: Readonly<Record<string, string>>, { captures }: Diagnosis): readonly Mismatch[] {
  return Object.entries(wanted)
    .filter(([name, value]) => captures[name] !== value)
    .map(([name, value]) => {
      const came = captures[name]
      const actual = came === undefined ? 'not captured' : `"${came}"`
      const says = `{{${name}}} should be "${value}", it is ${actual}`
      return { expected: `{{${name}}}: "${value}"`, actual: `{{${name}}}: ${actual}`, says }
    })
}
