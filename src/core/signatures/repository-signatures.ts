/**
 * Signatures that a repository brings itself, laid over the pack. In come files that nobody vouches for; out comes the
 * pack with those that are sound, and what is wrong with the others. The pack's own scanner is shared, not built again.
 */
import { createHash } from 'node:crypto'
import type { Segment } from '../report/report.ts'
import { idOfFile, type LoadedSignature } from './loaded-signature.ts'
import type { Pack, Scanner } from './pack.ts'
import { isParsed, type PackFile, parseFile } from './parse.ts'
import { prepareClauses } from './prepare-clauses.ts'
import type { Problem } from './problems.ts'
import { checkRelations } from './relations.ts'
import type { PreparedClause } from './scanner/pattern-index.ts'
import { createCompiler } from './scanner/patterns.ts'
import { buildScanner } from './scanner/scanner.ts'
import { type Signature, signatureSchema } from './schema.ts'

/** Signatures of one repository are a handful; more would be a pack, which is the operator's to add. */
export const MAX_REPOSITORY_SIGNATURES = 20
/** Characters of one file. */
export const MAX_REPOSITORY_SIGNATURE = 16 * 1024

const FORM = {
  largest: MAX_REPOSITORY_SIGNATURE,
  tooLarge: 'a signature is a few kilobytes; shorten its examples',
  reference: 'signatures/README.md',
}

export interface PackWithRepositorySignatures {
  readonly pack: Pack
  readonly problems: readonly Problem[]
}

/**
 * @param trusted whether the operator takes them for as good as the pack's own; else none of their evidence is more than
 *   supporting, which never names a cause, and they never make the bot speak where the pack alone would be silent
 */
export function addRepositorySignatures(
  pack: Pack,
  files: readonly PackFile[],
  trusted: boolean,
): PackWithRepositorySignatures {
  if (files.length === 0) return { pack, problems: [] }
  const problems: Problem[] = files.slice(MAX_REPOSITORY_SIGNATURES).map(tooMany)
  const parsed = files
    .slice(0, MAX_REPOSITORY_SIGNATURES)
    .flatMap((file) => readRepositorySignature(file, { pack, trusted, problems }))
  const compile = createCompiler()
  const surroundings = { counterSigns: pack.counterSigns, broken: new Set<string>(), known: knownIn(pack), compile }
  problems.push(...checkRelations(parsed, surroundings))
  const prepared = prepareClauses(parsed, { words: pack.words, problems, compile })
  problems.push(...matchesEverything(prepared, parsed))
  const unsound = new Set(problems.map(({ file }) => file))
  const repositorySignatures = parsed.filter(({ file }) => !unsound.has(file)).map(({ signature }) => signature)
  return {
    pack: repositorySignatures.length === 0 ? pack : joined(pack, { repositorySignatures, prepared, trusted }),
    problems,
  }
}

function knownIn({ signatures }: Pack): readonly LoadedSignature[] {
  return [...signatures.values()].map((signature) => ({ file: `${signature.id}.yaml`, signature, lineOf: () => 1 }))
}

interface Reading {
  readonly pack: Pack
  readonly trusted: boolean
  readonly problems: Problem[]
}

function readRepositorySignature(file: PackFile, { pack, trusted, problems }: Reading): readonly LoadedSignature[] {
  const parsed = parseFile(file, signatureSchema, FORM)
  if (!isParsed(parsed)) {
    problems.push(...parsed)
    return []
  }
  if (pack.signatures.has(parsed.value.id)) {
    const message = `the id \`${idOfFile(file.path)}\` is taken by a signature of the pack`
    problems.push({ file: file.path, line: parsed.lineOf(['id']), message, hint: 'give it an id of its own' })
    return []
  }
  const heavy = patternsIn(parsed.value).find(isHeavy)
  if (heavy !== undefined) {
    const message = `the pattern '${heavy.slice(0, 80)}' counts too far`
    problems.push({ file: file.path, line: parsed.lineOf(['evidence']), message, hint: 'use smaller counts in `{…}`' })
    return []
  }
  const signature = trusted ? parsed.value : demoted(parsed.value)
  return [{ file: file.path, signature, lineOf: parsed.lineOf }]
}

function patternsIn({ evidence, against, 'only-when': gates }: Signature): readonly string[] {
  return [...evidence, ...against, ...gates].flatMap(({ regex }) => regex ?? [])
}

/**
 * Counts are written out when a pattern is compiled, nested ones many times over: `\w{900}` a hundred times took 210 ms
 * and 90,000 instructions. Looked at before compiling, since a push must not hold up everybody else's deliveries.
 */
function isHeavy(pattern: string): boolean {
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) => Number(most || least))
  return counts.reduce((sum, it) => sum + it, 0) > 1_000 || (pattern.match(/\)\{/g)?.length ?? 0) > 1
}

/** What it would inherit is the pack's, and stronger than its own may be. */
function demoted(signature: Signature): Signature {
  const supporting = <T extends object>(clauses: readonly T[]) =>
    clauses.map((clause) => ({ ...clause, strength: 'supporting' as const }))
  return {
    ...signature,
    inherits: false,
    evidence: supporting(signature.evidence),
    against: supporting(signature.against),
  }
}

interface Join {
  readonly repositorySignatures: readonly Signature[]
  readonly prepared: readonly PreparedClause[]
  readonly trusted: boolean
}

function joined(pack: Pack, { repositorySignatures, prepared, trusted }: Join): Pack {
  const ids = new Set(repositorySignatures.map(({ id }) => id))
  const clauses = prepared.filter(({ owned }) => ids.has(owned.owner))
  const all = [...pack.signatures.values(), ...repositorySignatures].sort((a, b) => (a.id < b.id ? -1 : 1))
  const said = JSON.stringify([pack.fingerprint, trusted, repositorySignatures])
  return {
    ...pack,
    fingerprint: createHash('sha256').update(said).digest('hex').slice(0, 12),
    signatures: new Map(all.map((signature) => [signature.id, signature])),
    clauses: [...pack.clauses, ...clauses.map(({ owned }) => owned)],
    scanner: besides(pack.scanner, buildScanner(clauses)),
    repositorySignatures: trusted ? new Set() : ids,
  }
}

function besides(first: Scanner, second: Scanner): Scanner {
  return {
    scan: (segments) => [...first.scan(segments), ...second.scan(segments)],
    stream(options) {
      const streams = [first.stream(options), second.stream(options)]
      return {
        push: (bytes) => streams.flatMap((it) => it.push(bytes)),
        end: () => streams.flatMap((it) => it.end()),
      }
    },
  }
}

function tooMany({ path }: PackFile): Problem {
  const message = `is one of more than ${MAX_REPOSITORY_SIGNATURES} signatures`
  return { file: path, line: 1, message, hint: 'remove some, or ask the operator to add a pack' }
}

/** What people write about everything else; a clause that finds itself here finds itself everywhere. */
const EVERYDAY = [
  'The app crashes when I open the settings and close the window again.',
  'Please add a way to sort the list by date, name or size.',
  'After the update the text in the editor is cut off on the right side.',
  'It does not work on my machine, but it works for a colleague with the same version.',
  'I tried to install it with npm, and it fails with an error: cannot find module',
  'How can I use this with a proxy? The documentation does not say.',
  'Error: ENOENT: no such file or directory, open config.json',
  '2026-01-01T10:00:00.000Z [INFO] started, listening on port 8080',
  'Thanks for the great tool! A dark theme would be nice to have.',
  'The button is not shown, and nothing happens when I click on it.',
  'Steps to reproduce: start the server, log a message, look at the file.',
].map((text): Segment => ({ kind: 'prose', source: 'body', heading: null, line: 1, flattened: false, text }))

function matchesEverything(
  prepared: readonly PreparedClause[],
  parsed: readonly LoadedSignature[],
): readonly Problem[] {
  const anywhere = prepared.map((it) => ({
    ...it,
    owned: { ...it.owned, clause: { ...it.owned.clause, in: ['any' as const] } },
  }))
  const found = new Map(
    buildScanner(anywhere)
      .scan(EVERYDAY)
      .map(({ owned }) => [`${owned.owner}/${owned.clause.id}`, owned]),
  )
  return [...found.values()].flatMap(({ owner, clause }) => {
    const it = parsed.find(({ signature }) => signature.id === owner)
    const message = `clause \`${clause.id}\` matches everyday text`
    return it
      ? [{ file: it.file, line: it.lineOf(['evidence']), message, hint: 'add the words that only this failure shows' }]
      : []
  })
}
