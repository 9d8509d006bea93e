/**
 * Loads a pack in honest stages: parse and validate each file, check the files against each other, compile everything
 * into one scanner. Files come in as text; problems come out with file, line and remedy. Nothing is skipped silently.
 * The examples are run by `diagnosis/examples.ts`, since they need a diagnosis.
 */
import { createHash } from 'node:crypto'
import type { OwnedClause, Pack } from './pack.ts'
import { isParsed, type PackFile, type Parsed, parseFile } from './parse.ts'
import { compilePattern } from './patterns.ts'
import { type Problem, refuseProblems } from './problems.ts'
import { checkRelations, type LoadedSignature } from './relations.ts'
import { buildScanner, type PreparedClause } from './scanner.ts'
import {
  type Clause,
  counterSignsSchema,
  genericMessagesSchema,
  signatureSchema,
  topicSchema,
  type Words,
  wordsSchema,
} from './schema.ts'

/** The files that all signatures share, at the top of the pack; any of them may be missing in a small pack. */
const SHARED = {
  counterSigns: 'counter-signs.yaml',
  genericMessages: 'generic-messages.yaml',
  topic: 'topic.yaml',
  words: 'words.yaml',
} as const

/**
 * @param files the pack's files, path relative to the pack's folder
 * @throws TriageError('pack-invalid') naming every problem with file, line and remedy
 */
export function loadPack(files: readonly PackFile[]): Pack {
  const problems: Problem[] = []
  const shared = readShared(files, problems)
  const loaded = files
    .filter((file) => /\.ya?ml$/.test(file.path) && !isShared(file.path))
    .flatMap((file) => keep(file, parseFile(file, signatureSchema), problems))
    .map(({ file, parsed }): LoadedSignature => ({ file: file.path, signature: parsed.value, lineOf: parsed.lineOf }))
    .sort((a, b) => (a.signature.id < b.signature.id ? -1 : 1))
  problems.push(...checkRelations(loaded, shared.counterSigns))
  const prepared = prepareClauses(loaded, shared, problems)
  if (loaded.length === 0) problems.push(emptyPack())
  refuseProblems(problems)
  const signatures = new Map(loaded.filter(isInForce).map(({ signature }) => [signature.id, signature]))
  const { counterSigns, genericMessages, topic } = shared
  return {
    fingerprint: fingerprint([[...signatures.values()], shared]),
    signatures,
    counterSigns,
    genericMessages,
    topic,
    scanner: buildScanner(prepared),
  }
}

type Shared = ReturnType<typeof readShared>

function isShared(path: string): boolean {
  return Object.values<string>(SHARED).includes(path)
}

function isInForce({ signature }: LoadedSignature): boolean {
  return signature.status !== 'retired'
}

function emptyPack(): Problem {
  return { file: '.', line: 1, message: 'the pack holds no signature', hint: 'check the path of the pack folder' }
}

function keep<T>(file: PackFile, parsed: Parsed<T> | readonly Problem[], problems: Problem[]) {
  if (isParsed(parsed)) return [{ file, parsed }]
  problems.push(...parsed)
  return []
}

function readShared(files: readonly PackFile[], problems: Problem[]) {
  const read = <T>(path: string, schema: Parameters<typeof parseFile<T>>[1], missing: T): T => {
    const file = files.find((it) => it.path === path)
    if (file === undefined) return missing
    return keep(file, parseFile(file, schema), problems)[0]?.parsed.value ?? missing
  }
  return {
    counterSigns: read(SHARED.counterSigns, counterSignsSchema, {}),
    genericMessages: read(SHARED.genericMessages, genericMessagesSchema, []),
    topic: read(SHARED.topic, topicSchema, { evidence: [], ask: '' }),
    words: read(SHARED.words, wordsSchema, {}),
  }
}

/** Every clause of the pack with its owner, expanded and compiled. */
function prepareClauses(loaded: readonly LoadedSignature[], shared: Shared, problems: Problem[]): PreparedClause[] {
  const prepare = (owned: OwnedClause, file: string, line: number) =>
    prepareClause(owned, { file, line, words: shared.words, problems })
  return [
    ...loaded
      .filter(isInForce)
      .flatMap(({ file, signature, lineOf }) =>
        (['evidence', 'against', 'only-when'] as const).flatMap((role) =>
          signature[role].map((clause, at) => prepare({ role, owner: signature.id, clause }, file, lineOf([role, at]))),
        ),
      ),
    ...Object.entries(shared.counterSigns).flatMap(([owner, { evidence }]) =>
      evidence.map((clause) => prepare({ role: 'counter-sign', owner, clause }, SHARED.counterSigns, 1)),
    ),
    ...shared.topic.evidence.map((clause) => prepare({ role: 'topic', owner: 'topic', clause }, SHARED.topic, 1)),
    ...shared.genericMessages.map(({ id, regex }) =>
      prepare({ role: 'generic', owner: id, clause: genericClause(id, regex) }, SHARED.genericMessages, 1),
    ),
  ]
}

function genericClause(id: string, regex: string): Clause {
  return { id, in: ['any'], strength: 'supporting', regex, case: 'ignore' }
}

interface Place {
  readonly file: string
  readonly line: number
  readonly words: Words
  readonly problems: Problem[]
}

function prepareClause(owned: OwnedClause, place: Place): PreparedClause {
  const { clause } = owned
  const regexes = clause.regex === undefined ? [] : [clause.regex].flat()
  const patterns = regexes.map((regex) => compilePattern(regex, clause.case === 'match'))
  const usable = patterns.flatMap((it, at) => {
    if (!('message' in it)) return [it]
    const message = `clause \`${clause.id}\`: the pattern '${regexes[at]}' ${it.message}`
    place.problems.push({ file: place.file, line: place.line, message, hint: it.hint })
    return []
  })
  return { owned: { ...owned, clause: expandWords(clause, place) }, patterns: usable }
}

/** Replaces `@name` by the words of that list. */
function expandWords(clause: Clause, { file, line, words, problems }: Place): Clause {
  if (clause.near === undefined) return clause
  const expand = (term: string): readonly string[] => {
    if (!term.startsWith('@')) return [term]
    const list = words[term.slice(1)]
    if (list !== undefined) return list
    const hint = `the lists are: ${Object.keys(words).join(', ') || 'none'}`
    problems.push({ file, line, message: `clause \`${clause.id}\`: no word list is called \`${term}\``, hint })
    return [term.slice(1)]
  }
  return { ...clause, near: { ...clause.near, all: clause.near.all.map((terms) => terms.flatMap(expand)) } }
}

/** Changes when, and only when, the content changes: the same pack gives the same answers. */
function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
}
