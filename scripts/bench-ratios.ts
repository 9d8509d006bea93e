/** Compares two outputs of `npm run bench:quick -- --json` from the same machine. Compares ratios, because times vary. */
import { z } from 'zod'

/** How far a ratio may fall before it counts, as a share of what it was; two runs of the same code differ by less. */
export const MAX_FALL = 0.2

const schema = z.object({
  benches: z.record(z.string(), z.object({ competitor: z.string(), ratio: z.number().positive() })),
})

/**
 * @param base output for the code that a change starts from; empty if that code has no quick benchmark
 * @param head output for the changed code
 * @returns one sentence for each ratio that fell too far or is missing; empty if all is well
 * @throws if an output is not one of `bench:quick`
 */
export function fallenRatios(base: string, head: string): readonly string[] {
  const after = schema.parse(JSON.parse(head)).benches
  const before = base.trim() === '' ? {} : schema.parse(JSON.parse(base)).benches
  return Object.entries(before).flatMap(([name, { competitor, ratio }]) => {
    const changed = after[name]
    if (changed === undefined) return [`${name} is no longer measured.`]
    // Another competitor means that its program was missing in one run.
    if (changed.competitor !== competitor) return [`${name} is no longer compared with ${competitor}.`]
    if (changed.ratio >= ratio * (1 - MAX_FALL)) return []
    const fall = Math.round((1 - changed.ratio / ratio) * 100)
    return [`${name} fell by ${fall} %: from ${readable(ratio)} to ${readable(changed.ratio)} times ${competitor}.`]
  })
}

function readable(ratio: number): string {
  return String(Number(ratio.toPrecision(3)))
}
