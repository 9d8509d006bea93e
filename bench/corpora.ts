/** Loads the labelled reports: our own in `test/corpus/`, and the collected ones if they are next to the project. */
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type LabelledReport, parseCorpus } from '../src/core/evaluation/corpus.ts'

const OWN = new URL('../test/corpus/', import.meta.url)
const COLLECTED = new URL('../../shared/corpus/', import.meta.url)

export interface TaggedReport {
  readonly labelled: LabelledReport
}

/** The project's own reports, always present. */
export async function loadOwnReports(): Promise<readonly LabelledReport[]> {
  const files = (await readdir(OWN)).filter((name) => name.endsWith('.jsonl')).sort()
  return (await Promise.all(files.map((name) => load(new URL(name, OWN))))).flat()
}

export interface CollectedReports {
  /** For figures. */
  readonly scored: readonly LabelledReport[]
  /** For training only: reports that are labelled with low confidence or only in part. */
  readonly unscored: readonly LabelledReport[]
  /** A stream of reports from one repository, in which almost nothing is about authentication. For measuring only. */
  readonly stream: readonly LabelledReport[]
}

/** @throws when the collected reports are not next to the project */
export async function loadCollectedReports(): Promise<CollectedReports> {
  return {
    scored: await load(new URL('auth-reports.jsonl', COLLECTED)),
    unscored: await load(new URL('auth-reports-unscored.jsonl', COLLECTED)),
    stream: await load(new URL('claude-code-issues.jsonl', COLLECTED)),
  }
}

async function load(file: URL): Promise<readonly LabelledReport[]> {
  return parseCorpus(await readFile(file, 'utf8'), basename(file.pathname))
}
