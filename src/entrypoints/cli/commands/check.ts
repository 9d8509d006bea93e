/** `check`: diagnoses logs on the reporter's own machine before an issue is filed; nothing is uploaded. */
import type { Command } from 'commander'
import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { readFormFiles } from '../../../adapters/github/issue-forms.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import { toTriageDocument } from '../../../app/triage-document.ts'
import { renderCheckAnswer } from '../../../core/comments/check-answer.ts'
import { TriageError } from '../../../core/errors.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { type Triage, triageReport, UNTOUCHED } from '../../../core/plan/triage-report.ts'
import { excerptLog } from '../../../core/report/log-excerpt.ts'
import { plainRules } from '../../../core/settings/plain-rules.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import { readIssueForm } from '../check/issue-form.ts'
import { findKnownReports, type KnownReports, printKnownReports } from '../check/known-reports.ts'
import { prefillUrl } from '../check/prefill.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { readLogs } from '../read-logs.ts'
import { repositoryArgument } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly title?: string
  readonly prefill?: string
  readonly repo?: RepositoryRef
  readonly json?: boolean
}

export function addCheck(program: Command, io: Io): void {
  program
    .command('check')
    .description('diagnose logs before filing an issue, and print a redacted excerpt to paste; nothing is uploaded')
    .argument('<log...>', 'log files, or archives that contain log files')
    .option('--title <text>', 'one line that describes the failure')
    .option(
      '--repo <owner/repo>',
      "look for earlier reports in this repository: compare its newest issues on this machine, and list issues with the failure's label",
      repositoryArgument,
    )
    .option('--prefill <owner/repo>', "print the URL of that repository's new-issue page with its fields filled")
    .option('--json', 'print one JSON document')
    .action(async (paths: readonly string[], options: Options) => {
      const pack = await openPack()
      const issue = { title: options.title ?? '', body: '', ...(await readLogs(paths, io)) }
      const triage = triageReport(issue, UNTOUCHED, plainRules(pack))
      const excerpt = excerptOf(triage)
      const prefill =
        options.prefill === undefined ? null : await prefillFor(options.prefill, { triage, excerpt, pack })
      const known = options.repo === undefined ? null : await findKnownReports(options.repo, { triage, pack })
      if (options.json) io.print(toJson({ ...toTriageDocument(triage, pack), excerpt, prefill, known }))
      else io.print(printText({ triage, excerpt, pack }, { ...options, prefill, known }))
    })
}

interface Checked {
  readonly triage: Triage
  readonly excerpt: string
  readonly pack: Pack
}

/**
 * Returns the evidence lines of the top-ranked signature from each log that has any. If no log has any, returns the end
 * of the first log.
 */
function excerptOf({ report, diagnosis }: Triage): string {
  const evidence = diagnosis.ranked[0]?.evidence ?? []
  const logs = report.segments.filter(({ kind, source }) => kind === 'log' && source !== 'title' && source !== 'body')
  const withEvidence = logs.filter(({ source }) => evidence.some((it) => it.source === source))
  return (withEvidence.length > 0 ? withEvidence : logs.slice(0, 1))
    .map(({ source, text }) => {
      const lines = evidence.filter((it) => it.source === source).map(({ line }) => line)
      return `${logs.length > 1 ? `${source}:\n` : ''}${excerptLog(text, lines)}`
    })
    .join('\n')
}

interface OnlineResults {
  readonly prefill: string | null
  readonly repo?: RepositoryRef
  readonly known: KnownReports | null
}

function printText({ triage, excerpt, pack }: Checked, { prefill, repo, known }: OnlineResults): string {
  const paste = `Excerpt for your report. Credentials and personal details are redacted, but read it before you paste it:\n\n${excerpt}`
  const reported = repo === undefined || known === null ? '' : printKnownReports(repo, known)
  return [
    renderCheckAnswer({ ...triage, pack }),
    reported,
    paste,
    prefill === null ? '' : `Prefilled new issue: ${prefill}`,
  ]
    .filter((it) => it !== '')
    .join('\n\n')
}

async function prefillFor(repository: string, { triage, excerpt, pack }: Checked): Promise<string> {
  const [, owner, repo] = /^([\w.-]{1,39})\/([\w.-]{1,100})$/.exec(repository) ?? []
  if (owner === undefined || repo === undefined) {
    throw new TriageError('wrong-use', `--prefill takes owner/repo, not "${repository}".`, {
      hint: 'For example: --prefill octo/app',
    })
  }
  const access = readReadingAccess()
  const files = await readFormFiles({ owner, repo }, access)
  const forms = files.map(({ name, text }) => readIssueForm(name, text)).filter((it) => it !== null)
  const { report, diagnosis } = triage
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const filling = {
    title: report.title === '' ? (signature?.title ?? '') : report.title,
    summary:
      signature === undefined
        ? ''
        : `\`auth-triage check\` recognises “${signature.title}” (${signature.id}) in the log below.`,
    excerpt,
    environment: report.environment,
  }
  return prefillUrl(filling, { site: siteOf(access.apiUrl), owner, repo, forms })
}
