/** `signatures test`: checks the pack and runs every example; explains each failure. */
import type { Command } from 'commander'
import { shippedPack } from '../../../../adapters/config/shipped-pack.ts'
import { checkPack } from '../../../../core/diagnosis/check-pack.ts'
import { diagnoseExamples, type FailedExample, failuresIn } from '../../../../core/diagnosis/examples.ts'
import { describeMiss, shortenForTerminal } from '../../../../core/diagnosis/explain/describe-clause.ts'
import type { SignatureExplanation } from '../../../../core/diagnosis/explain/explain.ts'
import { explainFailure, type FailureExplanation } from '../../../../core/diagnosis/explain/failure.ts'
import { TriageError } from '../../../../core/errors.ts'
import type { Finished, Io } from '../../io.ts'
import { openPack } from '../../pack.ts'
import { untilStopped } from '../../until-stopped.ts'
import { watchFolder } from '../../watch-folder.ts'
import { requireSignature } from './require-signature.ts'

interface Options {
  readonly pack?: string
  readonly watch?: boolean
}

export function addTest(signatures: Command, io: Io, finished: Finished): void {
  signatures
    .command('test')
    .description('check the pack and run every example')
    .argument('[id...]', 'ids of the signatures to test (default: all)')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--watch', 'test again whenever a file in the pack changes, until Ctrl-C')
    .action(async (ids: readonly string[], { pack: folder = shippedPack(), watch }: Options) => {
      if (watch) return testOnChanges(folder, ids, io)
      if (!(await testPack(folder, ids, io))) finished.code = 1
    })
}

/** @returns true if all examples and checks pass */
async function testPack(folder: string, ids: readonly string[], io: Io): Promise<boolean> {
  const pack = await openPack(folder)
  const tested = ids.length === 0 ? [...pack.signatures.values()] : ids.map((id) => requireSignature(id, pack))
  const chosen = new Set(tested.map(({ id }) => id))
  const runs = diagnoseExamples(pack)
  const failed = failuresIn(runs.filter(({ signature }) => chosen.has(signature.id)))
  for (const failure of failed) {
    io.print(printFailure(failure, explainFailure(failure, pack)))
  }
  const findings = checkPack(pack, runs).filter(({ signature }) => chosen.has(signature))
  for (const { signature, message, hint } of findings) io.print(`${signature}: ${message}\n  → ${hint}`)
  const examples = tested.reduce((sum, it) => sum + it.examples.length, 0)
  if (findings.length > 0) io.print(`pack checks: ${findings.length} to fix`)
  const signatures = tested.length === 1 ? '1 signature' : `${tested.length} signatures`
  io.print(`${signatures}, ${examples} examples, ${failed.length} failed`)
  return failed.length === 0 && findings.length === 0
}

/** A pack that cannot be loaded does not end the watch: the author is about to fix it. */
async function testOnChanges(folder: string, ids: readonly string[], io: Io): Promise<void> {
  const test = async () => {
    try {
      await testPack(folder, ids, io)
    } catch (error) {
      if (!(error instanceof TriageError)) throw error
      io.print(error.message)
    }
    io.print('waiting for a change; press Ctrl-C to stop')
  }
  await untilStopped(io.signals, watchFolder(folder, test).stop)
}

/** A failed example as text: the expected (-) and actual (+) results, then the clauses of the two contenders. */
const MAX_QUOTE = 90

function printFailure({ signature, example }: FailedExample, failure: FailureExplanation): string {
  const { mismatches, expected, rival, explanation } = failure
  const scoreOf = (id: string) => explanation.outcomes.find(({ outcome }) => outcome === id)?.logOdds
  const contender = (it: SignatureExplanation | null, role: string) =>
    it === null ? [] : printContender(it, role, scoreOf(it.signature))
  return [
    `${signature}: "${example}"`,
    ...mismatches.flatMap((it) => [`  - ${it.expected}`, `  + ${it.actual}`]),
    ...contender(expected, 'expected'),
    ...contender(rival, 'ranks first'),
  ].join('\n')
}

function printContender(it: SignatureExplanation, role: string, logOdds: number | undefined): readonly string[] {
  const found = it.clauses.filter(({ hits }) => hits.length > 0)
  const missed = it.clauses.filter(({ role: kind, hits }) => kind !== 'against' && hits.length === 0)
  const score = logOdds === undefined ? 'not considered' : `${logOdds.toFixed(2)} log-odds`
  return [
    `    ${it.signature} (${role}, ${score})`,
    ...(it.isOpen ? [] : ['      inactive: none of its only-when clauses was found']),
    ...found.map(({ id, role: kind, strength, hits }) => {
      const mark = kind === 'against' ? 'against' : 'hit'
      return `      ${mark.padEnd(8)}${id} (${strength}): ${shortenForTerminal(hits[0]?.text ?? '', MAX_QUOTE)}`
    }),
    ...it.counterSigns.map(
      ({ id, evidence }) => `      counter-sign ${id}: ${shortenForTerminal(evidence[0]?.text ?? '', MAX_QUOTE)}`,
    ),
    ...missed.map((clause) => `      miss    ${clause.id} (${clause.strength}): ${describeMiss(clause)}`),
  ]
}
