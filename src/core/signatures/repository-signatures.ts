/**
 * Adds a repository's own signatures to the pack. The files are untrusted: valid ones are added, and problems in the
 * others are reported. The pack's scanner is reused, not rebuilt.
 */

import { createHash } from 'node:crypto'
import type { Segment } from '../report/report.ts'
import { answerClauses } from './answers.ts'
import { convertFormerSteps, FORMER_SIGNATURE_KEYS } from './former-keys.ts'
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

/** A repository has only a handful of signatures. A larger set is a pack, which the operator adds. */
export const MAX_REPOSITORY_SIGNATURES = 20
/** Maximum length of a file, in characters. */
export const MAX_REPOSITORY_SIGNATURE_LENGTH = 16 * 1024

const FORM = {
  maxLength: MAX_REPOSITORY_SIGNATURE_LENGTH,
  tooLargeHint: 'a signature is a few kilobytes; shorten its examples',
  reference: 'signatures/README.md',
  renamedKeys: FORMER_SIGNATURE_KEYS,
  convert: convertFormerSteps,
}

export interface PackWithRepositorySignatures {
  readonly pack: Pack
  readonly problems: readonly Problem[]
}

/**
 * @param trusted true when the operator trusts the files as much as the pack. Otherwise all their evidence is at most
 *   supporting, so they never lead to an assertion, and the bot stays silent whenever it would be silent with the pack
 *   alone.
 * @returns the extended pack, and the problems in the files that were not added
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
  const context = { counterSigns: pack.counterSigns, broken: new Set<string>(), known: knownIn(pack), compile }
  problems.push(...checkRelations(parsed, context))
  const prepared = prepareClauses(parsed, { words: pack.words, problems, compile })
  problems.push(...matchesEverything(prepared, parsed))
  const invalid = new Set(problems.map(({ file }) => file))
  const repositorySignatures = parsed.filter(({ file }) => !invalid.has(file)).map(({ signature }) => signature)
  return {
    pack: repositorySignatures.length === 0 ? pack : joined(pack, { repositorySignatures, prepared, trusted }),
    problems,
  }
}

function knownIn({ signatures }: Pack): readonly LoadedSignature[] {
  return [...signatures.values()].map((signature) => ({ file: `${signature.id}.yaml`, signature, lineOf: () => 1 }))
}

interface ReadContext {
  readonly pack: Pack
  readonly trusted: boolean
  readonly problems: Problem[]
}

function readRepositorySignature(file: PackFile, { pack, trusted, problems }: ReadContext): readonly LoadedSignature[] {
  const parsed = parseFile(file, signatureSchema, FORM)
  if (!isParsed(parsed)) {
    problems.push(...parsed)
    return []
  }
  if (pack.signatures.has(parsed.value.id)) {
    const message = `the id \`${idOfFile(file.path)}\` is taken by a signature in the pack`
    problems.push({ file: file.path, line: parsed.lineOf(['id']), message, hint: 'choose another id' })
    return []
  }
  const expensive = patternsIn(parsed.value).find(isExpensive)
  if (expensive !== undefined) {
    const message = `the counts in the pattern '${expensive.slice(0, 80)}' are too large`
    problems.push({ file: file.path, line: parsed.lineOf(['evidence']), message, hint: 'use smaller counts in `{…}`' })
    return []
  }
  const signature = trusted ? parsed.value : demoted(parsed.value)
  return [{ file: file.path, signature, lineOf: parsed.lineOf }]
}

function patternsIn(signature: Signature): readonly string[] {
  const { evidence, against, 'only-when': gates } = signature
  const answers = answerClauses(signature).map(({ clause }) => clause)
  return [...evidence, ...against, ...gates, ...answers].flatMap(({ regex }) => regex ?? [])
}

/**
 * Compiling expands counts, and nested counts multiply: 100 times `\w{900}` took 210 ms and 90,000 instructions. This
 * check runs before compiling, since one push must not delay other repositories' deliveries.
 */
function isExpensive(pattern: string): boolean {
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, min, max]) => Number(max || min))
  return counts.reduce((sum, it) => sum + it, 0) > 1_000 || (pattern.match(/\)\{/g)?.length ?? 0) > 1
}

/**
 * Limits all clauses to supporting strength. Inherited evidence comes from the pack and can be stronger, so the
 * signature inherits none.
 */
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
  const content = JSON.stringify([pack.fingerprint, trusted, repositorySignatures])
  return {
    ...pack,
    fingerprint: createHash('sha256').update(content).digest('hex').slice(0, 12),
    signatures: new Map(all.map((signature) => [signature.id, signature])),
    scanner: bothScanners(pack.scanner, buildScanner(clauses)),
    repositorySignatures: trusted ? new Set() : ids,
  }
}

function bothScanners(first: Scanner, second: Scanner): Scanner {
  return {
    get clauses() {
      return [...first.clauses, ...second.clauses]
    },
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
  const message = `exceeds the limit of ${MAX_REPOSITORY_SIGNATURES} signatures`
  return { file: path, line: 1, message, hint: 'remove some, or ask the operator to add a pack' }
}

/** Texts about other topics. A clause that matches one of them matches everywhere. */
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
