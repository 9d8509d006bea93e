/** Tries every signature on its own examples, one at a time, so that a process that has just started still answers. */
import { setTimeout as rest } from 'node:timers/promises'
import { type Analysis, AnalysisRefused } from '../../app/analysis/analysis.ts'
import type { Pack } from '../../core/signatures/pack.ts'

/** Until then a process that has just started works off what waited for it. */
const FIRST_REST_MS = 5_000

/** The examples of a signature take some 20 ms: a fifth of the time until all are tried. */
const REST_MS = 80

/** @returns a look at the ids of those that fail; null until all were tried */
export function startSelfCheck(
  pack: Pack,
  analysis: Analysis,
  onBroken: (error: unknown) => void,
): () => ReadonlySet<string> | null {
  let dead: ReadonlySet<string> | null = null
  tryAll(pack, analysis).then((found) => {
    dead = found
  }, unlessStopping(onBroken))
  return () => dead
}

/** A process that stops leaves the rest untried. */
function unlessStopping(onBroken: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof AnalysisRefused && error.reason === 'stopping')) onBroken(error)
  }
}

async function tryAll(pack: Pack, analysis: Analysis): Promise<ReadonlySet<string>> {
  const dead = new Set<string>()
  await rest(FIRST_REST_MS, undefined, { ref: false })
  for (const id of pack.signatures.keys()) {
    await rest(REST_MS, undefined, { ref: false })
    for (const one of await analysis.run('deadSignatures', [id])) dead.add(one)
  }
  return dead
}
