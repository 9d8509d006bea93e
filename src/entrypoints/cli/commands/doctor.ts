/** `doctor`: examines an installation from end to end and prints what to fix. */
import type { Command } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import type { Finished, Io } from '../io.ts'
import { toJson } from '../terminal-text.ts'

const LEVELS = { fine: 'ok  ', look: 'warn', mend: 'FIX ' } as const

export function addDoctor(program: Command, io: Io, finished: Finished): void {
  program
    .command('doctor')
    .description(
      'check credentials, permissions, webhook, store and pack; print what to fix (exit code 1 if anything is wrong)',
    )
    .option('--json', 'print one JSON document')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      // Imported only here: loading Probot takes a second, and other commands should not have to wait for it.
      const { examine } = await import('../../server/doctor.ts')
      const findings = await examine(readProcessSettings(), Date.now)
      const mend = findings.filter(({ level }) => level === 'mend').length
      if (mend > 0) finished.code = 1
      if (json) return io.print(toJson({ mend, findings }))
      for (const { level, check, says, fix } of findings) {
        io.print(`${LEVELS[level]}  ${check}: ${says}${fix === null ? '' : `\n      ${fix}`}`)
      }
      io.print(mend === 0 ? 'Nothing to fix.' : `To fix: ${mend}.`)
    })
}
