/**
 * Loads a pack in stages: parses and validates each file, checks the files against each other, and compiles everything
 * into one scanner. It takes files as text and reports every problem with file, line and hint. It skips nothing
 * silently. `core/diagnosis/examples.ts` runs the examples, since they need a diagnosis.
 */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { type CompiledPack, encodePack } from './compiled-pack.ts'
import { idOfFile, type LoadedSignature } from './loaded-signature.ts'
import type { Pack } from './pack.ts'
import { isParsed, type PackFile, parseFile } from './parse.ts'
import { isInForce, prepareClauses, prepareShared } from './prepare-clauses.ts'
import { type Problem, refuseProblems } from './problems.ts'
import { checkRelations } from './relations.ts'
import { createCompiler } from './scanner/patterns.ts'
import { buildScanner } from './scanner/scanner.ts'
import { buildScannerTables } from './scanner/scanner-tables.ts'
import { signatureSchema } from './schema.ts'
import { isShared, readShared } from './shared-files.ts'

/**
 * @param files the pack's files, with paths relative to its folder
 * @throws TriageError('pack-invalid') with every problem, each with file, line and hint
 */
export function loadPack(files: readonly PackFile[]): Pack {
  const { content, clauses } = checkPackFiles(files)
  return { ...content, scanner: buildScanner(clauses) }
}

/**
 * Loads a pack into bytes from which `decodePack` makes the same pack in a few milliseconds.
 * @param files as for `loadPack`
 * @throws TriageError('pack-invalid') like `loadPack`
 */
export function compilePack(files: readonly PackFile[]): Uint8Array<SharedArrayBuffer> {
  const { content, clauses } = checkPackFiles(files)
  return encodePack({ content, clauses, tables: buildScannerTables(clauses) })
}

function checkPackFiles(files: readonly PackFile[]): Omit<CompiledPack, 'tables'> {
  const problems: Problem[] = []
  const shared = readShared(files, problems)
  const { loaded, broken } = readSignatures(files, problems)
  const compile = createCompiler()
  problems.push(...checkRelations(loaded, { counterSigns: shared.counterSigns.value, broken, compile }))
  const context = { words: shared.words.value, problems, compile }
  const prepared = [...prepareClauses(loaded, context), ...prepareShared(shared, context)]
  if (loaded.length === 0 && broken.size === 0) problems.push(emptyPack())
  refuseProblems(problems)
  const signatures = new Map(loaded.filter(isInForce).map(({ signature }) => [signature.id, signature]))
  const rest = {
    boilerplate: shared.boilerplate.value,
    counterSigns: shared.counterSigns.value,
    genericMessages: shared.genericMessages.value,
    topic: shared.topic.value,
  }
  const content = {
    fingerprint: fingerprint([[...signatures.values()], rest, shared.words.value]),
    signatures,
    ...rest,
    words: shared.words.value,
    packs: shared.packs.value,
    folders: new Map(loaded.map(({ file, signature }) => [signature.id, posix.dirname(file)])),
  }
  return { content, clauses: prepared }
}

interface Signatures {
  /** Sorted by id. */
  readonly loaded: readonly LoadedSignature[]
  /** Ids of files with problems, taken from the file names. A reference to one of them is not reported as unknown. */
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

function emptyPack(): Problem {
  return { file: '.', line: 1, message: 'the pack contains no signature', hint: 'check the path of the pack folder' }
}

/** Changes if and only if the content changes, so that equal fingerprints mean equal diagnoses. */
function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
}
