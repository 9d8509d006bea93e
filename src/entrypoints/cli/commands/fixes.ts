/** `fixes`: shows which versions are said to fix a cause, what the reporters found, and supported ones as patches. */
import type { Command } from 'commander'
import { readProcessSettings, readReadingAccess } from '../../../adapters/config/environment.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import { listFixes, type NumberedFix } from '../../../app/fixes/cluster-fix.ts'
import { offeredPatch } from '../../../app/fixes/offered-patch.ts'
import { describeFix } from '../../../core/fixes/describe-fix.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { repositoryArgument, withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly json?: boolean
  readonly patch?: boolean
}

export function addFixes(program: Command, io: Io): void {
  program
    .command('fixes')
    .description(
      'show which versions are said to fix a cause, what its reporters found, and supported fixes as patches',
    )
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--json', 'print one JSON document')
    .option('--patch', 'print only the patches, for `git apply` in the folder that contains `signatures`')
    .action((repository: RepositoryRef, { json, patch: onlyPatches }: Options) =>
      withStoreForReading(async (store) => {
        const fixes = await Promise.all(
          (await listFixes(repository, store)).map(async (it) => ({ ...it, patch: await patchOf(repository, it) })),
        )
        const patches = fixes.flatMap(({ patch }) => patch ?? [])
        if (json) return io.print(toJson(fixes.map(toDocument)))
        if (onlyPatches) return io.print(patches.join('').trimEnd())
        if (fixes.length === 0) return io.print('No fix is claimed.')
        io.print([...fixes.map(printFix), ...patches.map((it) => `\n${it.trimEnd()}`)].join('\n'))
      }),
    )
}

async function patchOf(repository: RepositoryRef, { fix }: NumberedFix): Promise<string | null> {
  const { packFolder } = readProcessSettings()
  const site = siteOf(readReadingAccess().apiUrl)
  return offeredPatch(repository, fix, { pack: await openPack(), packFolder, site })
}

function printFix({ cluster, fix }: NumberedFix): string {
  const name = cluster === null ? 'one report' : `cluster ${cluster}`
  return `#${fix.place} (${name}, ${fix.signature ?? 'no known failure'}): ${describeFix(fix.ledger)}`
}

function toDocument({ cluster, fix, patch }: NumberedFix & { readonly patch: string | null }) {
  const { ledger, place, signature, reports } = fix
  const at = new Date(ledger.claim.at).toISOString()
  const numbers = reports.map(({ number }) => number)
  return { cluster, issue: place, signature, reports: numbers, ...ledger, claim: { ...ledger.claim, at }, patch }
}
