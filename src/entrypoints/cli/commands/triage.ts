/** `triage`: diagnoses reports from files and prints the comments that the bot would write. */
import type { Command } from 'commander'
import { toTriageDocument } from '../../../app/triage-document.ts'
import { type Triage, triageReport, UNTOUCHED } from '../../../core/plan/triage-report.ts'
import { parseIssueText } from '../../../core/report/issue-text.ts'
import { plainRules } from '../../../core/settings/plain-rules.ts'
import type { Rules } from '../../../core/settings/rules.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { readLogs } from '../read-logs.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly title?: string
  readonly attach: readonly string[]
  readonly config?: string
  readonly json?: boolean
}

export function addTriage(program: Command, io: Io): void {
  program
    .command('triage')
    .description('diagnose one report: Markdown (its first `# ` line is the title) or the JSON of a GitHub issue')
    .argument('<file...>', 'files to read; - for standard input')
    .option('--title <text>', 'report title, instead of the one in the file')
    .option('--attach <file...>', 'log files attached to the report', [])
    .option('--config <file>', "a repository's settings file, to see what the bot would write there")
    .option('--json', 'print one JSON document')
    .action(async (files: readonly string[], options: Options) => {
      const pack = await openPack()
      const { attachments, unread } = await readLogs(options.attach, io)
      const rules = await rulesOf(options.config, pack, io)
      const triages = []
      for (const file of files) {
        const issue = { ...parseIssueText(await io.read(file), { title: options.title, attachments }), unread }
        triages.push(triageReport(issue, UNTOUCHED, rules))
      }
      io.print(options.json ? printJson(triages, pack) : triages.map(printText).join('\n\n'))
    })
}

/** Only a settings file needs the schemas, which take long to load. */
async function rulesOf(file: string | undefined, pack: Pack, io: Io): Promise<Rules> {
  if (file === undefined) return plainRules(pack)
  const { rulesOfFile } = await import('../rules-of-file.ts')
  return rulesOfFile(file, pack, io)
}

function printText({ diagnosis, plan }: Triage): string {
  return plan.comment.kind === 'create' ? plan.comment.body : `No comment (${diagnosis.reason}).`
}

/** One document for one file; a list of documents for several. */
function printJson(triages: readonly Triage[], pack: Pack): string {
  const documents = triages.map((triage) => toTriageDocument(triage, pack))
  return toJson(documents.length === 1 ? documents[0] : documents)
}
