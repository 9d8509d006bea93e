/** Reads the shared files in a pack's top folder. All of them are optional. */
import type { z } from 'zod'
import { isParsed, type PackFile, type Parsed, parseFile } from './parse.ts'
import type { Problem } from './problems.ts'
import { PRODUCTS_FILE } from './products-file.ts'
import {
  type BoilerplateLines,
  boilerplateSchema,
  type CounterSigns,
  counterSignsSchema,
  type GenericMessages,
  genericMessagesSchema,
  type PackDescriptions,
  packsSchema,
  type Topic,
  topicSchema,
  type WordLists,
  wordsSchema,
} from './shared-schema.ts'

/** The content of a shared file with its path. */
export interface SharedFile<T> extends Parsed<T> {
  readonly file: string
}

export interface Shared {
  readonly boilerplate: SharedFile<BoilerplateLines>
  readonly counterSigns: SharedFile<CounterSigns>
  readonly genericMessages: SharedFile<GenericMessages>
  readonly packs: SharedFile<PackDescriptions>
  readonly topic: SharedFile<Topic>
  readonly words: SharedFile<WordLists>
}

const NAMES = [
  'boilerplate.yaml',
  'counter-signs.yaml',
  'generic-messages.yaml',
  'packs.yaml',
  'topic.yaml',
  'words.yaml',
] as const
type Name = (typeof NAMES)[number]

/** Returns true for a shared file, which contains no signature. The table of products is read by the generator. */
export function isShared(path: string): boolean {
  return path === PRODUCTS_FILE || NAMES.some((name) => name === path)
}

/** @param problems problems found are added here; a file with problems counts as empty */
export function readShared(files: readonly PackFile[], problems: Problem[]): Shared {
  const read = <T>(name: Name, schema: z.ZodType<T>, missing: T): SharedFile<T> => {
    const file = files.find(({ path }) => path === name)
    const parsed = file === undefined ? [] : parseFile(file, schema)
    if (isParsed(parsed)) return { ...parsed, file: name }
    problems.push(...parsed)
    return { file: name, value: missing, lineOf: () => 1, renamed: [] }
  }
  const shared: Shared = {
    boilerplate: read('boilerplate.yaml', boilerplateSchema, []),
    counterSigns: read('counter-signs.yaml', counterSignsSchema, {}),
    genericMessages: read('generic-messages.yaml', genericMessagesSchema, []),
    packs: read('packs.yaml', packsSchema, {}),
    topic: read('topic.yaml', topicSchema, { evidence: [], ask: '' }),
    words: read('words.yaml', wordsSchema, {}),
  }
  problems.push(...findDuplicateIds(shared))
  return shared
}

interface Named {
  readonly id: string
  readonly path: readonly PropertyKey[]
}

/** Two clauses of one owner, or two generic messages, with the same id would count as one. */
function findDuplicateIds({ boilerplate, counterSigns, genericMessages, topic }: Shared): readonly Problem[] {
  const clauses = (evidence: readonly { id: string }[], owner: readonly PropertyKey[]): readonly Named[] =>
    evidence.map(({ id }, at) => ({ id, path: [...owner, 'evidence', at] }))
  return [
    ...Object.entries(counterSigns.value).flatMap(([owner, { evidence }]) =>
      duplicatesAmong(clauses(evidence, [owner]), counterSigns),
    ),
    ...duplicatesAmong(clauses(topic.value.evidence, []), topic),
    ...[boilerplate, genericMessages].flatMap((shared) =>
      duplicatesAmong(
        shared.value.map(({ id }, at) => ({ id, path: [at] })),
        shared,
      ),
    ),
  ]
}

function duplicatesAmong(named: readonly Named[], { file, lineOf }: SharedFile<unknown>): readonly Problem[] {
  const ids = named.map(({ id }) => id)
  return named
    .filter(({ id }, at) => ids.indexOf(id) !== at)
    .map(({ id, path }) => {
      const message = `the id \`${id}\` is taken`
      return { file, line: lineOf(path), message, hint: 'give each its own id' }
    })
}
