/** Compares an example's expectations with a diagnosis. */
import type { Example, Signature } from '../signatures/schema.ts'
import type { Diagnosis } from './diagnosis.ts'

/** One expectation that was not met. */
export interface Mismatch {
  readonly expected: string
  readonly actual: string
  /** Both in one sentence. */
  readonly sentence: string
}

/** @returns the differences; an empty list when the example gets its expected result */
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
    const sentence = `expected no assertion, but ${signature} is asserted`
    return [{ expected: 'asserted: none', actual: `asserted: ${signature}`, sentence }]
  }
  if (first === wanted) return []
  return [
    {
      expected: `first: ${wanted}`,
      actual: `first: ${first}`,
      sentence: `expected ${wanted} to rank first, but ${first} does`,
    },
  ]
}

function compareDecision(wanted: Diagnosis['decision'] | undefined, diagnosis: Diagnosis): readonly Mismatch[] {
  if (wanted === undefined || diagnosis.decision === wanted) return []
  const actual = `${diagnosis.decision} (${diagnosis.reason})`
  const sentence = `expected the decision ${wanted}, but it is ${actual}`
  return [{ expected: `decision: ${wanted}`, actual: `decision: ${actual}`, sentence }]
}

function compareEvidence(wanted: string | undefined, { ranked }: Diagnosis): readonly Mismatch[] {
  const found = ranked[0]?.evidence.map(({ id }) => id) ?? []
  if (wanted === undefined || found.includes(wanted)) return []
  const sentence = `expected clause ${wanted} in the evidence`
  return [{ expected: `evidence: ${wanted}`, actual: `evidence: ${found.join(', ') || 'none'}`, sentence }]
}

function compareCaptures(wanted: Readonly<Record<string, string>>, { captures }: Diagnosis): readonly Mismatch[] {
  return Object.entries(wanted)
    .filter(([name, value]) => captures[name] !== value)
    .map(([name, value]) => {
      const captured = captures[name]
      const actual = captured === undefined ? 'not captured' : `"${captured}"`
      const sentence = `expected {{${name}}} to be "${value}", but it is ${actual}`
      return { expected: `{{${name}}}: "${value}"`, actual: `{{${name}}}: ${actual}`, sentence }
    })
}
