/** Tests every signature on its own examples, one at a time, so a process that has just started stays responsive. */
import { setTimeout as rest } from 'node:timers/promises'
import { type Analysis, AnalysisRefused } from '../../app/analysis/analysis.ts'
import type { Pack } from '../../core/signatures/pack.ts'

/** Delay before the first test: a process that has just started works through its queue first. */
const INITIAL_DELAY_MS = 5_000

/** The examples of one signature take about 20 ms, so the tests take up a fifth of the time until they are all done. */
const DELAY_MS = 80

/** @returns a getter for the ids of the signatures that failed; null until all have been tested */
export function startSelfCheck(
  pack: Pack,
  analysis: Analysis,
  onBroken: (error: unknown) => void,
): () => ReadonlySet<string> | null {
  let dead: ReadonlySet<string> | null = null
  testAll(pack, analysis).then((found) => {
    dead = found
  }, unlessStopping(onBroken))
  return () => dead
}

/** A process that is stopping skips the remaining tests. */
function unlessStopping(onBroken: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof AnalysisRefused && error.reason === 'stopping')) onBroken(error)
  }
}

async function testAll(pack: Pack, analysis: Analysis): Promise<ReadonlySet<string>> {
  const dead = new Set<string>()
  await rest(INITIAL_DELAY_MS, undefined, { ref: false })
  for (const id of pack.signatures.keys()) {
    await rest(DELAY_MS, undefined, { ref: false })
    for (const one of await analysis.run('deadSignatures', [id])) dead.add(one)
  }
  return dead
}
