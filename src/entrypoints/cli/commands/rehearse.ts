/** `rehearse`: shows what the bot would have said on a repository's past issues. Writes two files, nothing to GitHub. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { findLabelUse } from '../../../core/rehearsal/existing-labels.ts'
import { renderRehearsalPage } from '../../../core/rehearsal/rehearsal-page.ts'
import { type Rehearsal, type RehearsedIssue, summariseRehearsal } from '../../../core/rehearsal/rehearse.ts'
import { starterSettings } from '../../../core/rehearsal/starter-settings.ts'
import type { Io } from '../io.ts'
import { toHtmlFile } from '../rehearsal/html-page.ts'
import { FROM_HELP, type IssueSource, rehearseRepository } from '../rehearsal/rehearsed-issues.ts'
import { repositoryArgument } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'
import { wholeNumber } from '../whole-number.ts'

interface Options extends IssueSource {
  readonly out: string
  readonly json?: boolean
}

/** A page of GitHub's list is 100 issues, so this takes at most 50 calls. */
const MAX_ISSUES = 5_000

export function addRehearse(program: Command, io: Io): void {
  program
    .command('rehearse')
    .description(
      "show what the bot would have said on a repository's newest issues, as an HTML and a Markdown page; writes nothing to GitHub",
    )
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--last <n>', 'number of issues to read, newest first', wholeNumber(1, MAX_ISSUES), 500)
    .option('--from <file>', FROM_HELP)
    .option('--out <folder>', 'folder for the two pages', '.')
    .option('--json', 'print the figures as one JSON document and write no page')
    .action(async (repository: RepositoryRef, options: Options) => {
      const { issues, labels, rules } = await rehearseRepository(repository, options, io)
      const rehearsal = summariseRehearsal(issues)
      const use = findLabelUse(labels, rules.pack)
      if (options.json) return io.print(toJson({ ...toFigures(rehearsal), settings: starterSettings(use, rehearsal) }))
      const site = siteOf(readReadingAccess().apiUrl)
      const page = renderRehearsalPage({ repository: { ...repository, site }, rehearsal, use, pack: rules.pack })
      const paths = await writePages(page, repository, options.out)
      io.print([summaryLine(rehearsal), ...paths.map((path) => `Written: ${path}`)].join('\n'))
    })
}

async function writePages(page: string, { owner, repo }: RepositoryRef, folder: string): Promise<readonly string[]> {
  const name = join(folder, `rehearsal-${owner}-${repo}`)
  await mkdir(folder, { recursive: true })
  await writeFile(`${name}.md`, page)
  await writeFile(`${name}.html`, toHtmlFile(`Rehearsal of auth-triage on ${owner}/${repo}`, page))
  return [`${name}.html`, `${name}.md`]
}

function summaryLine({ issues, asserted, asked, silent, wrong, minutesSaved }: Rehearsal): string {
  const looksWrong =
    wrong.length === 0 ? '' : ` Of these, ${wrong.length} ${wrong.length === 1 ? 'looks' : 'look'} wrong.`
  return `Of ${issues.length} issues: silent on ${silent.length}, one question on ${asked.length}, a cause named on ${asserted.length}.${looksWrong} About ${Math.round(minutesSaved)} minutes of reading saved.`
}

function toFigures({ issues, asserted, asked, silent, wrong, missed, minutesSaved }: Rehearsal): object {
  return {
    issues: issues.length,
    silent: silent.length,
    ask: asked.length,
    assert: asserted.length,
    verdicts: Object.fromEntries(
      (['agrees', 'differs', 'says-nothing', 'unread'] as const).map((verdict) => [
        verdict,
        asserted.filter((it) => it.verdict === verdict).length,
      ]),
    ),
    minutesSaved: Number(minutesSaved.toFixed(1)),
    asserted: asserted.map(toRow),
    wrong: wrong.map(({ issue }) => issue.number),
    missed: missed.map(({ issue }) => issue.number),
  }
}

function toRow({ issue, diagnosis, verdict, end, labels }: RehearsedIssue): object {
  const { signature, confidence } = diagnosis
  return { number: issue.number, signature, confidence, verdict, threadCause: end?.cause ?? null, labels }
}
