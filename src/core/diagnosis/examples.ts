/** Runs a pack's examples: every example of every signature must get its expected result. */
import { parseIssueText } from '../report/issue-text.ts'
import { readReport } from '../report/read-report.ts'
import type { Hit, Pack } from '../signatures/pack.ts'
import type { Example, Signature } from '../signatures/schema.ts'
import { diagnoseScanned } from './diagnose.ts'
import type { Diagnosis } from './diagnosis.ts'
import { compareExample } from './mismatch.ts'
import { type ModelParameters, SHIPPED_PARAMETERS } from './model-parameters.ts'
import { scanReport } from './read-hits.ts'
import { withoutRepeatedTitles } from './repeated-titles.ts'

/** An example that did not get its expected result. */
export interface FailedExample {
  readonly signature: string
  readonly example: string
  /** Each expectation with the actual result, one sentence each. */
  readonly differences: readonly string[]
  readonly diagnosis: Diagnosis
}

/** One example in a pack, with its hits and its diagnosis. */
export interface ExampleRun {
  readonly signature: Signature
  readonly example: Example
  readonly hits: readonly Hit[]
  readonly diagnosis: Diagnosis
}

/**
 * Diagnoses examples, which takes seconds for the shipped pack. What has to be known about them is read from the result.
 * @param ids signatures whose examples are run; by default, all signatures in the pack
 * @param parameters fitted model parameters; pass others than the shipped ones only to measure a fit
 */
export function diagnoseExamples(
  pack: Pack,
  ids: ReadonlySet<string> = new Set(pack.signatures.keys()),
  parameters: ModelParameters = SHIPPED_PARAMETERS,
): readonly ExampleRun[] {
  return [...pack.signatures.values()]
    .filter(({ id }) => ids.has(id))
    .flatMap((signature) =>
      signature.examples.map((example) => {
        const report = readReport(parseIssueText(example.report))
        const scanned = scanReport(withoutRepeatedTitles(report, pack), pack)
        return { signature, example, hits: scanned.hits, diagnosis: diagnoseScanned(scanned, pack, parameters) }
      }),
    )
}

/** @returns the examples that fail; an empty list if all pass */
export function failuresIn(runs: readonly ExampleRun[]): readonly FailedExample[] {
  return runs.flatMap(({ signature, example, diagnosis }) => {
    const differences = compareExample(signature, example, diagnosis).map(({ sentence }) => sentence)
    return differences.length === 0 ? [] : [{ signature: signature.id, example: example.name, differences, diagnosis }]
  })
}

/** Diagnoses examples and returns those that fail; the parameters are those of `diagnoseExamples`. */
export function runExamples(...parameters: Parameters<typeof diagnoseExamples>): readonly FailedExample[] {
  return failuresIn(diagnoseExamples(...parameters))
}
