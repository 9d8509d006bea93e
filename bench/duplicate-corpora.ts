/** Loads the sets of known duplicates if they are next to the project. */
import { createHash } from 'node:crypto'
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
const OWN = new URL('../test/corpus/duplicates/', import.meta.url)

export interface DuplicateSet {
  readonly name: 'claude-code' | 'hadoop' | 'auth'
  readonly stream: readonly StreamReport[]
  readonly groups: readonly DuplicateGroup[]
  /** Groups that no fit may read; they are measured once, at the end. */
  readonly kept: readonly DuplicateGroup[]
  /** Pairs that look similar but have different causes. */
  readonly lookAlikes: readonly DuplicateGroup[]
}

const KEEP_ONE_IN = 5

interface SetFiles extends Pick<DuplicateSet, 'name'> {
  /** The first file with an id wins. */
  readonly reports: readonly URL[]
  readonly groups: readonly URL[]
  /** Files of which one group in `KEEP_ONE_IN` is kept. */
  readonly partlyKept: readonly URL[]
  readonly lookAlikes: readonly URL[]
}

const collected = (...names: readonly string[]) => names.map((name) => new URL(name, COLLECTED))
const own = (name: string) => new URL(name, OWN)

const FILES: readonly SetFiles[] = [
  {
    name: 'claude-code',
    reports: collected('claude-code-issues.jsonl'),
    groups: collected('claude-code-duplicates.jsonl'),
    lookAlikes: collected('claude-code-look-alikes.jsonl'),
    partlyKept: [],
  },
  {
    name: 'hadoop',
    reports: collected('hadoop.jsonl'),
    groups: collected('hadoop-duplicates.jsonl'),
    lookAlikes: [],
    partlyKept: [],
  },
  {
    name: 'auth',
    reports: [
      ...collected('auth-duplicates-2-reports.jsonl', 'auth-reports.jsonl', 'auth-reports-half-2.jsonl'),
      ...collected('auth-reports-unscored.jsonl', 'reports-2-mcp.jsonl', 'reports-2-eco.jsonl'),
      own('reports.jsonl'),
    ],
    groups: collected('auth-duplicates.jsonl'),
    partlyKept: [...collected('auth-duplicates-2-groups.jsonl'), own('groups.jsonl')],
    lookAlikes: [...collected('auth-look-alikes-2.jsonl'), own('look-alikes.jsonl')],
  },
]

/** @returns an empty list if the sets are not next to the project */
export async function loadDuplicateSets(): Promise<readonly DuplicateSet[]> {
  return existsSync(COLLECTED) ? Promise.all(FILES.map(loadSet)) : []
}

async function loadSet({ name, reports, groups, partlyKept, lookAlikes }: SetFiles): Promise<DuplicateSet> {
  const byId = new Map<string, StreamReport>()
  for (const file of reports) {
    for (const report of parseStream(await read(file), nameOf(file))) {
      if (!byId.has(report.id)) byId.set(report.id, report)
    }
  }
  const known = new Set(byId.keys())
  const groupsIn = async (files: readonly URL[]) =>
    (await Promise.all(files.map(async (file) => parseGroups(await read(file), nameOf(file), known)))).flat()
  const partly = await groupsIn(partlyKept)
  const kept = partly.filter(({ ids }) => hashOf([...ids].sort().join(' ')) % KEEP_ONE_IN === 0)
  const keptIds = new Set(kept.flatMap(({ ids }) => ids))
  const isFree = ({ ids }: DuplicateGroup) => !ids.some((id) => keptIds.has(id))
  const pairs = await Promise.all(
    lookAlikes.map(async (file) => parseGroups(asGroups(await read(file)), nameOf(file), known)),
  )
  return {
    name,
    stream: [...byId.values()],
    groups: [...partly, ...(await groupsIn(groups))].filter(isFree),
    kept,
    lookAlikes: pairs.flat().filter(isFree),
  }
}

/** Some files name the two reports of a pair `a` and `b`. */
function asGroups(lines: string): string {
  const toGroup = (line: string) => {
    const pair: { readonly a?: string; readonly b?: string } = JSON.parse(line)
    return pair.a === undefined ? line : JSON.stringify({ issues: [pair.a, pair.b] })
  }
  return lines.trim().split('\n').map(toGroup).join('\n')
}

/** @returns a number from 0 to 255 that depends only on the text */
export function hashOf(text: string): number {
  return createHash('sha256').update(text).digest()[0] as number
}

function read(file: URL): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${nameOf(file)} cannot be read`, { cause })
  })
}

const nameOf = (file: URL) => basename(file.pathname)
