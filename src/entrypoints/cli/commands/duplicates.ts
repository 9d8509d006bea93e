/** `duplicates`: finds earlier reports with the same cause as a report in the store or in a file. */
import type { Command } from 'commander'
import type { Store } from '../../../adapters/store/store.ts'
import { findDuplicateLinks } from '../../../app/matching/match-report.ts'
import { toIndexedReport, toUnfiledReport } from '../../../app/matching/stored-report.ts'
import { oneLine } from '../../../core/comments/one-line.ts'
import { diagnose } from '../../../core/diagnosis/diagnose.ts'
import { digestReport, type IndexedReport } from '../../../core/duplicates/digest.ts'
import type { DuplicateLink } from '../../../core/duplicates/link.ts'
import type { WeighedFeature } from '../../../core/duplicates/probability.ts'
import { TriageError } from '../../../core/errors.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { parseIssueText } from '../../../core/report/issue-text.ts'
import { readReport } from '../../../core/report/read-report.ts'
import { type CsvColumn, csvOf } from '../csv.ts'
import { indexesOf } from '../indexes-of-store.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { formatSharedLine } from '../shared-line.ts'
import { repositoryOrOnly, storedRepositoryOption, withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly repo?: RepositoryRef
  readonly json?: boolean
  readonly csv?: boolean
  readonly explain?: boolean
}

const CSV_COLUMNS: readonly CsvColumn<DuplicateLink>[] = [
  ['number', ({ number }) => number],
  ['title', ({ title }) => oneLine(title)],
  ['closed', ({ fixedAt }) => (fixedAt === null ? '' : new Date(fixedAt).toISOString().slice(0, 10))],
  ['probability', ({ probability }) => Number(probability.toFixed(3))],
  ['reasons', ({ reasons }) => reasons.join('; ')],
  ['line there', ({ line }) => oneLine(line?.there ?? '')],
  ['line here', ({ line }) => oneLine(line?.here ?? '')],
]

export function addDuplicates(program: Command, io: Io): void {
  program
    .command('duplicates')
    .description('find earlier reports with the same cause, and print the reasons')
    .argument('<issue|file>', 'number of a stored issue (12 or #12), or a file with a report (- for standard input)')
    .addOption(storedRepositoryOption())
    .option('--explain', 'print the features of each pair with their weights')
    .option('--json', 'print one JSON document')
    .option('--csv', 'print CSV')
    .action((issueOrFile: string, { repo: named, json = false, csv = false, explain = false }: Options) =>
      withStoreForReading(async (store) => {
        const repo = await repositoryOrOnly(named, store)
        const number = /^#?(\d{1,9})$/.exec(issueOrFile)?.[1]
        const report =
          number === undefined ? await readFrom(issueOrFile, io) : await readStored(repo, Number(number), store)
        const ref = { ...repo, number: report.number }
        const found = await findDuplicateLinks(ref, report, { store, indexes: indexesOf(store) })
        const links = explain ? found : found.map(({ features: _, ...link }) => link)
        if (json) io.print(toJson(links))
        else io.print(csv ? csvOf(CSV_COLUMNS, links) : links.map(print).join('\n') || 'None.')
      }),
    )
}

async function readFrom(file: string, io: Io): Promise<IndexedReport> {
  const report = readReport(parseIssueText(await io.read(file), { attachments: [] }))
  return toUnfiledReport(digestReport(report, diagnose(report, await openPack())), Date.now())
}

async function readStored(repo: RepositoryRef, number: number, store: Store): Promise<IndexedReport> {
  const [row] = await store.reportsNumbered(repo, [number])
  if (row !== undefined) return toIndexedReport(row)
  throw new TriageError('issue-not-found', `${repo.owner}/${repo.repo}#${number} is not in the store.`, {
    hint: 'Run `backfill` for the repository first, or pass the report as a file.',
  })
}

function print(link: DuplicateLink): string {
  const { number, title, fixedAt, probability, reasons } = link
  const state = fixedAt === null ? 'open' : `closed as completed on ${new Date(fixedAt).toISOString().slice(0, 10)}`
  const first = `#${number} ${oneLine(title)} (${state}, ${(100 * probability).toFixed(0)} %): ${reasons.join('; ')}`
  return [first, ...formatSharedLine(link), ...(link.features ?? []).map(formatFeature)].join('\n')
}

/** A line such as `  +1.43  week: at most a week between the reports (1 × 1.43)`. */
function formatFeature({ name, meaning, value, weight, change }: WeighedFeature): string {
  const signed = `${change < 0 ? '' : '+'}${change.toFixed(2)}`.padStart(8)
  return `${signed}  ${name}: ${meaning} (${Number(value.toFixed(2))} × ${Number(weight.toFixed(2))})`
}
