/**
 * Turns a contradicted answer into an example for a signature file: what the report showed, and the cause that its thread
 * ended with. A person decides whether it becomes a test.
 */
import { stringify } from 'yaml'

export interface ContradictedReport {
  /** Redacted. */
  readonly title: string
  /** Redacted error lines, in text order. */
  readonly lines: readonly string[]
  /** The signature that was asserted. */
  readonly answered: string
  /** The cause that was said instead. */
  readonly cause: string
}

/** @returns an entry for `examples` of the cause's signature, which is also a near miss of the answered one, as YAML */
export function renderCandidateTest({ title, lines, answered, cause }: ContradictedReport): string {
  const log = lines.length === 0 ? '' : `\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`
  const example = {
    name: `answered ${answered}, ended with ${cause}`,
    report: `# ${title}\n${log}`,
    expect: { signature: cause },
  }
  return stringify([example], { lineWidth: 0 }).trimEnd()
}
