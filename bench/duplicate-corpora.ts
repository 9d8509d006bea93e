/** Loads the sets of known duplicates if they are next to the project. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  type DuplicateGroup,
  parseGroups,
  parseStream,
  type StreamReport,
} from '../src/core/evaluation/duplicate-corpus.ts'

const COLLECTED = new URL('../../shared/corpus/', import.meta.url)

export interface DuplicateSet {
  readonly name: string
  readonly stream: readonly StreamReport[]
  readonly groups: readonly DuplicateGroup[]
}

const FILES = [
  { name: 'claude-code', reports: 'claude-code-issues.jsonl', groups: 'claude-code-duplicates.jsonl' },
  { name: 'hadoop', reports: 'hadoop.jsonl', groups: 'hadoop-duplicates.jsonl' },
  { name: 'auth', reports: 'auth-reports.jsonl', groups: 'auth-duplicates.jsonl' },
]

/** Pairs from the first set that look similar but have different causes. */
const LOOK_ALIKES = 'claude-code-look-alikes.jsonl'

/** @returns an empty list if the sets are not next to the project */
export async function loadDuplicateSets(): Promise<readonly DuplicateSet[]> {
  if (!existsSync(COLLECTED)) return []
  return Promise.all(
    FILES.map(async ({ name, reports, groups }) => {
      const stream = parseStream(await read(reports), reports)
      const known = new Set(stream.map(({ id }) => id))
      return { name, stream, groups: parseGroups(await read(groups), groups, known) }
    }),
  )
}

export async function loadLookAlikes(known: ReadonlySet<string>): Promise<readonly DuplicateGroup[]> {
  return parseGroups(await read(LOOK_ALIKES), LOOK_ALIKES, known)
}

function read(name: string): Promise<string> {
  const url = new URL(name, COLLECTED)
  return readFile(url, 'utf8').catch((cause: unknown) => {
    throw new Error(`${basename(url.pathname)} is not next to the project`, { cause })
  })
}
