/** `report`: all that is linked to one issue, as one Markdown document. */
import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { type ReadingAccess, readReadingAccess } from '../../../adapters/config/environment.ts'
import { createIssueReader } from '../../../adapters/github/octokit/octokit-issue-reader.ts'
import { classifyRefusal } from '../../../adapters/github/refusal.ts'
import { createInProcessWriter, type IssueReport, reportOnIssue } from '../../../app/issue-dossier/issue-dossier.ts'
import { TriageError } from '../../../core/errors.ts'
import { type IssueRef, refOf } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { createStepProgress } from '../progress.ts'

interface Options {
  readonly depth: number
  readonly most: number
  readonly out?: string
  readonly cache?: string
  readonly refresh?: boolean
}

/** Without a token GitHub answers 60 times an hour, and a walk that it broke off goes on for free within this. */
const FRESH_MS = 2 * 60 * 60 * 1000

export function addReport(program: Command, io: Io): void {
  program
    .command('report')
    .description('write up one issue with all that is linked to it; GITHUB_TOKEN is used when it is set')
    .argument('<url>', 'address of the issue')
    .option('--depth <n>', 'how many links to follow in a row, 1 to 5', wholeNumber(1, 5), 2)
    .option('--most <n>', 'how many issues to read, 1 to 500', wholeNumber(1, 500), 60)
    .option('--out <file>', 'write the document there instead of printing it')
    .option('--cache <folder>', 'where answers of GitHub are kept')
    .option('--refresh', 'ask for everything anew')
    .action(async (url: string, options: Options) => {
      const { document, waitMs } = await writeReport(url, options)
      if (waitMs !== null) io.warn(interrupted(waitMs))
      if (options.out === undefined) io.print(document.trimEnd())
      else await writeFile(options.out, document)
    })
}

async function writeReport(url: string, options: Options): Promise<IssueReport> {
  const access = readReadingAccess()
  const { ref, host } = readAddress(url, access.apiUrl)
  const reader = createIssueReader({ ...access, cache: cacheOf(options, access) })
  const progress = createStepProgress('issues')
  try {
    const walk = { depth: options.depth, most: options.most, host, onRead: progress.report }
    const report = await reportOnIssue(ref, walk, {
      reader,
      writer: createInProcessWriter(await openPack()),
      clock: Date.now,
    })
    if (report !== null) return report
  } catch (error) {
    throw notYet(error)
  } finally {
    progress.clear()
  }
  throw new TriageError('issue-not-found', `${url} does not exist, or may not be seen.`, {
    hint: 'Check the address; for a private repository, set GITHUB_TOKEN to a token that may read it.',
  })
}

/** A rate limit that is used up before the issue itself was read; anything else stays as it is. */
function notYet(error: unknown): unknown {
  const { kind, retryAfterMs } = classifyRefusal(error)
  if (kind !== 'rate-limited') return error
  const hint = `Run the same again in ${minutes(retryAfterMs ?? 0)} min; a GITHUB_TOKEN raises the limit.`
  return new TriageError('github-refused', "GitHub's rate limit is used up.", { hint, cause: error })
}

function cacheOf(options: Options, access: ReadingAccess) {
  const freshForMs = options.refresh === true ? 0 : FRESH_MS
  return { folder: options.cache ?? access.cacheFolder, freshForMs, now: Date.now }
}

/** The token is for the server that it is configured for, and goes to no other. */
function readAddress(url: string, apiUrl: string): { readonly ref: IssueRef; readonly host: string } {
  const ref = refOf(url)
  const host = URL.parse(url)?.host
  if (ref === null || !host) {
    throw new TriageError('wrong-use', `${url} is not the address of an issue.`, {
      hint: 'For example https://github.com/octo/app/issues/12.',
    })
  }
  const apiHost = new URL(apiUrl).host
  if (apiHost !== host && apiHost !== `api.${host}`) {
    throw new TriageError('wrong-use', `The issue is on ${host}, but GITHUB_API_URL is ${apiUrl}.`, {
      hint: `Set GITHUB_API_URL to the API of ${host}, e.g. https://${host}/api/v3, and GITHUB_TOKEN to a token of it.`,
    })
  }
  return { ref, host }
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

function interrupted(waitMs: number): string {
  return `GitHub's rate limit is used up, so the report is not complete. Run the same again in ${minutes(waitMs)} min; what was read is kept. A GITHUB_TOKEN raises the limit.`
}

function minutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000))
}
