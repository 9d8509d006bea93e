/**
 * Loads a pack in honest stages: parse and validate each file, check the files against each other, compile everything
 * into one scanner. Files come in as text; problems come out with file, line and remedy. Nothing is skipped silently.
 * The examples are run by `diagnosis/examples.ts`, since they need a diagnosis.
 */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Clause } from './clause-schema.ts'
import { idOfFile, type LoadedSignature } from './loaded-signature.ts'
import type { OwnedClause, Pack } from './pack.ts'
import { isParsed, type PackFile, parseFile } from './parse.ts'
import type { PreparedClause } from './pattern-index.ts'
import { compilePattern } from './patterns.ts'
import { type Problem, refuseProblems } from './problems.ts'
import { checkRelations } from './relations.ts'
import { buildScanner } from './scanner.ts'
import { signatureSchema } from './schema.ts'
import { isShared, readShared, type Shared } from './shared-files.ts'
import type { Words } from './shared-schema.ts'

/**
 * @param files the pack's files, path relative to the pack's folder
 * @throws TriageError('pack-invalid') naming every problem with file, line and remedy
 */
export function loadPack(files: readonly PackFile[]): Pack {
  const problems: Problem[] = []
  const shared = readShared(files, problems)
  const { loaded, broken } = readSignatures(files, problems)
  problems.push(...checkRelations(loaded, { counterSigns: shared.counterSigns.value, broken }))
  const prepared = prepareClauses(loaded, shared, problems)
  if (loaded.length === 0 && broken.size === 0) problems.push(emptyPack())
  refuseProblems(problems)
  const signatures = new Map(loaded.filter(isInForce).map(({ signature }) => [signature.id, signature]))
  const content = {
    counterSigns: shared.counterSigns.value,
    genericMessages: shared.genericMessages.value,
    topic: shared.topic.value,
  }
  return {
    fingerprint: fingerprint([[...signatures.values()], content, shared.words.value]),
    signatures,
    ...content,
    words: shared.words.value,
    folders: new Map(loaded.map(({ file, signature }) => [signature.id, posix.dirname(file)])),
    clauses: prepared.map(({ owned }) => owned),
    scanner: buildScanner(prepared),
  }
}

interface Signatures {
  /** In order of id. */
  readonly loaded: readonly LoadedSignature[]
  /** Ids that the files with problems have by their names, so that nobody is told that they do not exist. */
  readonly broken: ReadonlySet<string>
}

function readSignatures(files: readonly PackFile[], problems: Problem[]): Signatures {
  const loaded: LoadedSignature[] = []
  const broken = new Set<string>()
  for (const file of files.filter(({ path }) => /\.ya?ml$/.test(path) && !isShared(path))) {
    const parsed = parseFile(file, signatureSchema)
    if (isParsed(parsed)) loaded.push({ file: file.path, signature: parsed.value, lineOf: parsed.lineOf })
    else {
      broken.add(idOfFile(file.path))
      problems.push(...parsed)
    }
  }
  return { loaded: loaded.sort((a, b) => (a.signature.id < b.signature.id ? -1 : 1)), broken }
}

function isInForce({ signature }: LoadedSignature): boolean {
  return signature.status !== 'retired'
}

function emptyPack(): Problem {
  return { file: '.', line: 1, message: 'the pack holds no signature', hint: 'check the path of the pack folder' }
}

/** Every clause of the pack with its owner, expanded and compiled. */
function prepareClauses(loaded: readonly LoadedSignature[], shared: Shared, problems: Problem[]): PreparedClause[] {
  const prepare = (owned: OwnedClause, file: string, line: number) =>
    prepareClause(owned, { file, line, words: shared.words.value, problems })
  const { counterSigns, topic, genericMessages } = shared
  return [
    ...loaded
      .filter(isInForce)
      .flatMap(({ file, signature, lineOf }) =>
        (['evidence', 'against', 'only-when'] as const).flatMap((role) =>
          signature[role].map((clause, at) => prepare({ role, owner: signature.id, clause }, file, lineOf([role, at]))),
        ),
      ),
    ...Object.entries(counterSigns.value).flatMap(([owner, { evidence }]) =>
      evidence.map((clause, at) =>
        prepare(
          { role: 'counter-sign', owner, clause },
          counterSigns.file,
          counterSigns.lineOf([owner, 'evidence', at]),
        ),
      ),
    ),
    ...topic.value.evidence.map((clause, at) =>
      prepare({ role: 'topic', owner: 'topic', clause }, topic.file, topic.lineOf(['evidence', at])),
    ),
    ...genericMessages.value.map(({ id, regex }, at) =>
      prepare(
        { role: 'generic', owner: id, clause: genericClause(id, regex) },
        genericMessages.file,
        genericMessages.lineOf([at]),
      ),
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
