/** `report`: writes up one issue and everything linked to it as one Markdown document. */

import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type ReadingAccess, readReadingAccess } from '../../../adapters/config/environment.ts'
import { createIssueReader } from '../../../adapters/github/octokit/octokit-issue-reader.ts'
import { buildDossier, createInProcessWriter, type Dossier } from '../../../app/issue-dossier/issue-dossier.ts'
import { TriageError } from '../../../core/errors.ts'
import { type IssueRef, parseIssueUrl } from '../../../core/issue-ref.ts'
import { HOUR_MS } from '../../../core/time-units.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { createStepProgress } from '../progress.ts'
import { wholeNumber } from '../whole-number.ts'

interface Options {
  readonly depth: number
  readonly most: number
  readonly out?: string
  readonly cache?: string
  readonly refresh?: boolean
}

/**
 * How long cached responses are reused. Without a token, GitHub allows 60 calls per hour; a run that continues an
 * interrupted one within this time does not repeat its calls.
 */
const FRESH_MS = 2 * HOUR_MS

export function addReport(program: Command, io: Io): void {
  program
    .command('report')
    .description('write up one issue and everything linked to it; uses GITHUB_TOKEN if set')
    .argument('<url>', 'URL of the issue')
    .option('--depth <n>', 'maximum length of a chain of links, 1 to 5', wholeNumber(1, 5), 2)
    .option('--most <n>', 'maximum number of issues to read, 1 to 500', wholeNumber(1, 500), 60)
    .option('--out <file>', 'write the document to a file instead of printing it')
    .option('--cache <folder>', 'folder in which to cache GitHub responses')
    .option('--refresh', 'ignore the cache')
    .action(async (url: string, options: Options) => {
      const { document, waitMs } = await writeReport(url, options)
      if (waitMs !== null) io.warn(interrupted(waitMs))
      if (options.out === undefined) io.print(document.trimEnd())
      else await writeFile(options.out, document)
    })
}

async function writeReport(url: string, options: Options): Promise<Dossier> {
  const access = readReadingAccess()
  const { ref, host } = readUrl(url, access.apiUrl)
  const reader = createIssueReader({ ...access, cache: cacheOf(options, access) })
  const progress = createStepProgress('issues')
  try {
    const crawl = { depth: options.depth, most: options.most, host, onRead: progress.report }
    const report = await buildDossier(ref, crawl, {
      reader,
      writer: createInProcessWriter(await openPack()),
      clock: Date.now,
    })
    if (report !== null) return report
  } finally {
    progress.clear()
  }
  throw new TriageError('issue-not-found', `${url} does not exist or is not accessible.`, {
    hint: 'Check the URL. For a private repository, set GITHUB_TOKEN to a token that may read it.',
  })
}

function cacheOf(options: Options, access: ReadingAccess) {
  const freshForMs = options.refresh === true ? 0 : FRESH_MS
  return { folder: options.cache ?? access.cacheFolder, freshForMs, now: Date.now }
}

/** The token must be sent only to the server that it is configured for. */
function readUrl(url: string, apiUrl: string): { readonly ref: IssueRef; readonly host: string } {
  const ref = parseIssueUrl(url)
  const host = URL.parse(url)?.host
  if (ref === null || !host) {
    throw new TriageError('wrong-use', `${url} is not an issue URL.`, {
      hint: 'For example: https://github.com/octo/app/issues/12',
    })
  }
  const apiHost = new URL(apiUrl).host
  if (apiHost !== host && apiHost !== `api.${host}`) {
    throw new TriageError('wrong-use', `The issue is on ${host}, but GITHUB_API_URL is ${apiUrl}.`, {
      hint: `Set GITHUB_API_URL to the ${host} API, e.g. https://${host}/api/v3, and GITHUB_TOKEN to a token for it.`,
    })
  }
  return { ref, host }
}

function interrupted(waitMs: number): string {
  return `GitHub's rate limit is used up, so the report is incomplete. Run the command again in ${minutes(waitMs)} min; the issues read so far are cached. A GITHUB_TOKEN raises the limit.`
}

function minutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000))
}
