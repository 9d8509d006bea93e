/** Explains why an example failed: the expected and actual results, and the evidence of the signatures involved. */
import { parseIssueText } from '../../report/issue-text.ts'
import { readReport } from '../../report/read-report.ts'
import type { Pack } from '../../signatures/pack.ts'
import type { FailedExample } from '../examples.ts'
import { compareExample, type Mismatch } from '../mismatch.ts'
import { type ModelParameters, SHIPPED_PARAMETERS } from '../model-parameters.ts'
import { type Explanation, explain, type SignatureExplanation } from './explain.ts'

export interface FailureExplanation {
  readonly mismatches: readonly Mismatch[]
  /** The signature that should rank first; null when none should be asserted. */
  readonly expected: SignatureExplanation | null
  /** The signature that ranks first instead; null when the expected one does, or when none does. */
  readonly rival: SignatureExplanation | null
  readonly explanation: Explanation
}

/**
 * @param parameters the model parameters with which the example failed
 * @throws RangeError when the failure belongs to another pack
 */
export function explainFailure(
  { signature: id, example: name, diagnosis }: FailedExample,
  pack: Pack,
  parameters: ModelParameters = SHIPPED_PARAMETERS,
): FailureExplanation {
  const signature = pack.signatures.get(id)
  const example = signature?.examples.find((it) => it.name === name)
  if (signature === undefined || example === undefined)
    throw new RangeError(`the pack has no example "${name}" for ${id}`)
  const wanted = example.expect.signature ?? id
  const first = diagnosis.ranked[0]?.signature
  const ids = [...new Set([wanted, ...(first === undefined ? [] : [first])])]
  const explanation = explain(readReport(parseIssueText(example.report)), pack, { ids, parameters })
  const find = (of: string) => explanation.signatures.find((it) => it.signature === of) ?? null
  return {
    mismatches: compareExample(signature, example, diagnosis),
    expected: find(wanted),
    rival: first === undefined || first === wanted ? null : find(first),
    explanation,
  }
}
