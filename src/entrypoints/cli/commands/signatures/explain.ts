/**
 * `signatures explain`: shows what a signature finds in a report, what it does not find, and how that leads to the
 * decision.
 */
import type { Command } from 'commander'
import { type Explanation, explain } from '../../../../core/diagnosis/explain/explain.ts'
import { parseIssueText } from '../../../../core/report/issue-text.ts'
import { readReport } from '../../../../core/report/read-report.ts'
import type { Io } from '../../io.ts'
import { openPack } from '../../pack.ts'
import { toJson } from '../../terminal-text.ts'
import { printExplanation } from './print-explanation.ts'
import { requireSignature } from './require-signature.ts'

export function addExplain(signatures: Command, io: Io): void {
  signatures
    .command('explain')
    .description('show what a signature finds in a report, clause by clause, and how that leads to the decision')
    .argument('<id>', 'signature id, or all')
    .argument('<report>', 'report file (Markdown, or the JSON of a GitHub issue); - for standard input')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--json', 'print one JSON document')
    .action(async (id: string, file: string, options: { pack?: string; json?: boolean }) => {
      const pack = await openPack(options.pack)
      const report = readReport(parseIssueText(await io.read(file)))
      const explanation =
        id === 'all'
          ? withoutSilent(explain(report, pack))
          : explain(report, pack, { ids: [requireSignature(id, pack).id] })
      io.print(options.json ? toJson(explanation) : printExplanation(explanation))
    })
}

/** Keeps the signatures that are ranked or have a clause that was found. */
function withoutSilent(explanation: Explanation): Explanation {
  const signatures = explanation.signatures
    .filter(({ rank, clauses }) => rank !== null || clauses.some(({ hits }) => hits.length > 0))
    .sort((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY))
  return { ...explanation, signatures }
}
