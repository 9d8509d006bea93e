/** Where the labelled reports are: our own in `test/corpus/`, collected ones beside the project where they are present. */
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type LabelledReport, parseCorpus } from '../src/core/evaluation/corpus.ts'

const OWN = new URL('../test/corpus/', import.meta.url)
const COLLECTED = new URL('../../shared/corpus/', import.meta.url)

export interface TaggedReport {
  readonly labelled: LabelledReport
}

/** The project's own reports, always there. */
export async function loadOwnReports(): Promise<readonly LabelledReport[]> {
  const files = (await readdir(OWN)).filter((name) => name.endsWith('.jsonl')).sort()
  return (await Promise.all(files.map((name) => load(new URL(name, OWN))))).flat()
}

export interface CollectedReports {
  /** For figures. */
  readonly scored: readonly LabelledReport[]
  /** For learning only: of low confidence, or known only in part. */
  readonly unscored: readonly LabelledReport[]
  /** A stream of one repository in which nearly nothing is about authentication. For measuring only. */
  readonly stream: readonly LabelledReport[]
}

/** @throws when they are not beside the project */
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
