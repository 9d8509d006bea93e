/** `learn`: drafts signatures from reports that no signature explains. */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { toIndexedReport } from '../../../app/matching/stored-report.ts'
import { type Learned, type LearnedReport, learnDrafts } from '../../../core/drafts/learn.ts'
import { DEFAULT_MINING } from '../../../core/drafts/mine-drafts.ts'
import { parseStream } from '../../../core/evaluation/duplicate-corpus.ts'
import { toIndexedReports } from '../../../core/evaluation/evaluate-duplicates.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { repositoryArgument, withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly minReports: number
  readonly minPeople: number
  readonly out?: string
  readonly pack?: string
  readonly json?: boolean
}

const MAX_REPORTS = 50_000

export function addLearn(program: Command, io: Io): void {
  program
    .command('learn')
    .description(
      'draft signatures from recurring error lines in reports about authentication that no signature explains',
    )
    .argument('<owner/repo|reports.jsonl>', 'a repository in the store, or a list of its reports')
    .option('--min-reports <n>', 'minimum number of reports of a draft', wholeNumber, DEFAULT_MINING.minReports)
    .option('--min-people <n>', 'minimum number of people who reported it', wholeNumber, DEFAULT_MINING.minPeople)
    .option('--out <folder>', 'write each draft to a file in this folder')
    .option('--pack <folder>', 'learn besides the signature pack in this folder instead')
    .option('--json', 'print one JSON document')
    .action(async (source: string, options: Options) => {
      const pack = await openPack(options.pack)
      const reports = source.endsWith('.jsonl') ? await fromFile(source, pack) : await fromStore(source)
      const learned = learnDrafts(reports, pack, options)
      if (options.out !== undefined) await writeDrafts(learned, options.out)
      io.print(options.json ? toJson(learned) : printLearned(learned, options.out))
    })

  /** A list names no reporters, so each report counts as one person's. */
  async function fromFile(file: string, pack: Pack): Promise<readonly LearnedReport[]> {
    const stream = parseStream(await io.read(file), basename(file))
    return toIndexedReports(stream, pack).map(({ digest }, at) => {
      const id = stream[at]?.id ?? `#${at + 1}`
      return { id, author: id, digest }
    })
  }
}

function fromStore(name: string): Promise<readonly LearnedReport[]> {
  const repository: RepositoryRef = repositoryArgument(name)
  return withStoreForReading(async (store) => {
    const stored = await store.reportsCreatedSince(repository, 0, MAX_REPORTS)
    return stored.map(toIndexedReport).map(({ number, author, digest }) => ({ id: `#${number}`, author, digest }))
  })
}

async function writeDrafts({ drafts }: Learned, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { id, text } of drafts) await writeFile(join(folder, `${id}.yaml`), text)
}

function printLearned({ unexplained, others, drafts }: Learned, out: string | undefined): string {
  const summary = `${drafts.length} drafts from ${unexplained} unexplained reports; none of their clauses finds one of the ${others} others.`
  const listed = drafts.map(
    ({ id, reports, people, patterns, nearest }) =>
      `${id}: ${reports.length} reports by ${people} people (${reports.join(', ')}); nearest: ${nearest}\n  ${patterns.join('\n  ')}`,
  )
  return [...listed, ...(out === undefined ? drafts.map(({ text }) => `---\n${text}`) : []), summary].join('\n')
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 2 && number <= 1000) return number
  throw new InvalidArgumentError('Must be a whole number from 2 to 1000.')
}
