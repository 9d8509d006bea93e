/** Loads the labelled reports: those in `test/corpus/`, and the collected ones if they are next to the project. */
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readFile as readAttachment } from '../src/adapters/attachments/read-file.ts'
import { AUTH_OTHER, NOT_AUTH } from '../src/core/diagnosis/confidence.ts'
import { type LabelledReport, parseCorpus } from '../src/core/evaluation/corpus.ts'
import { parseIssueText } from '../src/core/report/issue-text.ts'
import { loadDuplicateSets } from './duplicate-corpora.ts'

const OWN = new URL('../test/corpus/', import.meta.url)
const CASES = new URL('../test/cases/', import.meta.url)
const COLLECTED = new URL('../../shared/corpus/', import.meta.url)

/** The project's made-up reports, always present. */
export function loadOwnReports(): Promise<readonly LabelledReport[]> {
  return loadFolder(OWN)
}

interface RightAnswer {
  readonly decision: string | readonly string[]
  readonly signature?: string | readonly string[] | null
}

/** Short reports for single faults of reading, most of them a few words or one log line. They are not measured here. */
export async function loadOwnCases(): Promise<readonly LabelledReport[]> {
  const answers = JSON.parse(await readFile(new URL('expected.json', CASES), 'utf8')) as Record<string, RightAnswer>
  return await Promise.all(
    Object.entries(answers).map(async ([id, { decision, signature }]) => {
      const [right, ...also] = [signature ?? []].flat()
      const expected = right ?? (decision === 'silent' ? NOT_AUTH : AUTH_OTHER)
      const text = await readFile(new URL(id, CASES), 'utf8')
      return { id, issue: parseIssueText(text, { attachments: await attachmentsOf(id) }), expected, also }
    }),
  )
}

async function attachmentsOf(id: string) {
  const folder = new URL(`${id.replace(/\.md$/, '.attach')}/`, CASES)
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(
    names.sort().map(async (name) => readAttachment({ name, bytes: await readFile(new URL(name, folder)) })),
  )
  return files.flatMap(({ attachments }) => attachments)
}

/** Real reports, retold, from which clauses are written. */
export function loadRetoldReports(): Promise<readonly LabelledReport[]> {
  return loadFolder(new URL('retold/', OWN))
}

/**
 * Real reports that have duplicates, retold. Those in groups that the fit of duplicates does not read are left out here
 * as well, because the diagnosis is one of its features.
 */
export async function loadReportsWithDuplicates(): Promise<readonly LabelledReport[]> {
  const sets = await loadDuplicateSets()
  const kept = new Set(sets.flatMap((set) => set.kept.flatMap(({ ids }) => ids)))
  const reports = await load(new URL('duplicates/reports.jsonl', OWN))
  return reports.filter(({ id }) => !kept.has(id))
}

export interface KeptReports {
  /** AI clients and MCP. */
  readonly ai: readonly LabelledReport[]
  readonly other: readonly LabelledReport[]
}

/** Real reports, retold, that nobody who wrote a clause has read: the fit learns from them, figures are taken on them. */
export async function loadKeptReports(): Promise<KeptReports> {
  const [ai, other] = await Promise.all(['ai', 'other'].map((name) => load(new URL(`kept/${name}.jsonl`, OWN))))
  return { ai: ai ?? [], other: other ?? [] }
}

async function loadFolder(folder: URL): Promise<readonly LabelledReport[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  return (await Promise.all(files.map((name) => load(new URL(name, folder))))).flat()
}

export interface CollectedReports {
  /** For figures and for the fit: reports that are labelled with confidence. */
  readonly scored: readonly LabelledReport[]
  /** For the fit only: reports that are labelled with low confidence or only in part. */
  readonly unscored: readonly LabelledReport[]
  /** A stream of reports from one repository, in which almost nothing is about authentication. For measuring only. */
  readonly stream: readonly LabelledReport[]
}

/** @throws when the collected reports are not next to the project */
export async function loadCollectedReports(): Promise<CollectedReports> {
  const [first, second, unscored, stream, ...newest] = await Promise.all(
    [
      'auth-reports.jsonl',
      'auth-reports-half-2.jsonl',
      'auth-reports-unscored.jsonl',
      'claude-code-issues.jsonl',
      'reports-2-mcp.jsonl',
      'reports-2-eco.jsonl',
    ].map((name) => load(new URL(name, COLLECTED))),
  )
  return {
    scored: [...(first ?? []), ...(second ?? []), ...newest.flat()],
    unscored: unscored ?? [],
    stream: stream ?? [],
  }
}

/** The repository of a report, from an id such as `owner/repo#1`; the id itself if it names none. */
export function repositoryOf({ id }: LabelledReport): string {
  return id.includes('#') ? id.slice(0, id.lastIndexOf('#')).toLowerCase() : id
}

async function load(file: URL): Promise<readonly LabelledReport[]> {
  return parseCorpus(await readFile(file, 'utf8'), basename(file.pathname))
}
