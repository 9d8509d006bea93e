/** Finds steps of a checklist whose command people on Windows are shown and cannot run. */
import type { Pack } from '../signatures/pack.ts'
import { posixOnlyIn } from '../signatures/posix-only.ts'
import type { Check } from '../signatures/schema.ts'

export interface WindowsFinding {
  readonly signature: string
  readonly message: string
  readonly hint: string
}

/** @returns one entry per step, in the order of the signatures */
export function findStepsNotForWindows(pack: Pack): readonly WindowsFinding[] {
  return [...pack.signatures.values()].flatMap(({ id, checklist }) =>
    checklist.flatMap((step, at) => {
      const found = isNeverShown(step) ? neverShown(at + 1) : notRunnable(step, at + 1)
      return found === null ? [] : [{ signature: id, ...found }]
    }),
  )
}

type Explanation = Omit<WindowsFinding, 'signature'>

/** A step for one system has one command, and a command for elsewhere is written for the system there. */
function isNeverShown({ when, where, windows }: Check): boolean {
  return windows !== undefined && (where !== undefined || when?.os !== undefined)
}

function neverShown(number: number): Explanation {
  return {
    message: `\`windows\` of step ${number} is never needed`,
    hint: 'remove it; a step with `when: { os: … }` or with `where` has one command, in `how`',
  }
}

function notRunnable({ when, where, how = '', windows = how }: Check, number: number): Explanation | null {
  const isForWindows = where === undefined && (when?.os === undefined || when.os === 'windows')
  const passage = isForWindows ? posixOnlyIn(windows) : null
  if (passage === null) return null
  return {
    message: `people on Windows are shown step ${number}, and PowerShell 5.1 cannot run \`${passage}\``,
    hint: "write the same command for PowerShell in `windows`; if it is not run on the reporter's machine, add `where: server` or `where: job`",
  }
}
