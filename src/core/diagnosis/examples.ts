/** Runs a pack's examples: every example of every signature must get its expected result. */
import { parseIssueText } from '../report/issue-text.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis } from './diagnosis.ts'
import { compareExample } from './mismatch.ts'
import { type ModelParameters, SHIPPED_PARAMETERS } from './model-parameters.ts'

/** An example that did not get its expected result. */
export interface FailedExample {
  readonly signature: string
  readonly example: string
  /** Each expectation with the actual result, one sentence each. */
  readonly differences: readonly string[]
  readonly diagnosis: Diagnosis
}

/**
 * @param ids signatures whose examples are run; by default, all signatures in the pack
 * @param parameters fitted model parameters; pass others than the shipped ones only to measure a fit
 * @returns the examples that fail; an empty list if all pass
 */
export function runExamples(
  pack: Pack,
  ids: ReadonlySet<string> = new Set(pack.signatures.keys()),
  parameters: ModelParameters = SHIPPED_PARAMETERS,
): readonly FailedExample[] {
  return [...pack.signatures.values()]
    .filter(({ id }) => ids.has(id))
    .flatMap((signature) =>
      signature.examples.flatMap((example) => {
        const diagnosis = diagnose(readReport(parseIssueText(example.report)), pack, parameters)
        const differences = compareExample(signature, example, diagnosis).map(({ sentence }) => sentence)
        return differences.length === 0
          ? []
          : [{ signature: signature.id, example: example.name, differences, diagnosis }]
      }),
    )
}
