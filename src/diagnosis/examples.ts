/** The last stage of loading a pack: every example of every signature must get the answer that it promises. */

import { parseIssueText } from '../report/issue-text.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Example, Signature } from '../signatures/schema.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis } from './diagnosis.ts'

/** An example that did not get its answer. */
export interface FailedExample {
  readonly signature: string
  readonly example: string
  /** What was expected and what came instead, one sentence each. */
  readonly differences: readonly string[]
  readonly diagnosis: Diagnosis
}

/** @returns the examples that fail; an empty list means that the pack keeps its promises */
export function runExamples(pack: Pack): readonly FailedExample[] {
  return [...pack.signatures.values()].flatMap((signature) =>
    signature.examples.flatMap((example) => {
      const diagnosis = diagnose(readReport(parseIssueText(example.report)), pack)
      const differences = compare(signature, example, diagnosis)
      return differences.length === 0
        ? []
        : [{ signature: signature.id, example: example.name, differences, diagnosis }]
    }),
  )
}

function compare({ id, status }: Signature, { expect }: Example, diagnosis: Diagnosis): readonly string[] {
  const wanted = expect.signature ?? id
  const first = diagnosis.ranked[0]
  const found: string[] = []
  if (wanted === 'none') {
    if (diagnosis.decision === 'assert') found.push(`no signature should be asserted, ${diagnosis.signature} is`)
  } else if (first?.signature !== wanted) {
    found.push(`${wanted} should rank first, ${first?.signature ?? 'nothing'} does`)
  }
  const decision = status === 'stable' ? expect.decision : undefined
  if (decision !== undefined && diagnosis.decision !== decision) {
    found.push(`the decision should be ${decision}, it is ${diagnosis.decision} (${diagnosis.reason})`)
  }
  if (expect.evidence !== undefined && !first?.evidence.some((it) => it.id === expect.evidence)) {
    found.push(`clause ${expect.evidence} should be among the evidence`)
  }
  for (const [name, value] of Object.entries(expect.captures ?? {})) {
    const captured = diagnosis.captures[name]
    if (captured !== value)
      found.push(`{{${name}}} should be "${value}", it is ${captured ? `"${captured}"` : 'not captured'}`)
  }
  return found
}
