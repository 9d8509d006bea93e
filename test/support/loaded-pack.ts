import { stringify } from 'yaml'
import { loadPack } from '../../src/core/signatures/load.ts'
import type { Pack } from '../../src/core/signatures/pack.ts'
import type { Signature } from '../../src/core/signatures/schema.ts'

/** The pack's shared files, by name without extension. */
type Shared = Readonly<Record<string, unknown>>

/** Writes a repeated value twice, because the loader refuses YAML aliases. */
const UNSHARED = { aliasDuplicateObjects: false }

/** The files of a pack with these signatures, all in the `oauth` folder. */
export function packFilesOf(signatures: readonly Signature[], shared: Shared = {}) {
  const own = signatures.map((it) => ({ path: `oauth/${it.id}.yaml`, text: stringify(it, UNSHARED) }))
  return [
    ...own,
    ...Object.entries(shared).map(([name, value]) => ({ path: `${name}.yaml`, text: stringify(value, UNSHARED) })),
  ]
}

/** A pack with these signatures, loaded and compiled. */
export function loadedPackOf(signatures: readonly Signature[], shared: Shared = {}): Pack {
  return loadPack(packFilesOf(signatures, shared))
}

/** Examples for a signature whose clause matches the text `own`, with a near miss that matches no signature. */
export function examplesOf(own: string) {
  return [
    { name: 'own', report: `# It fails\n\n${own}\n` },
    { name: 'near miss', report: '# A shortcut for the palette\n\nNothing fails.\n', expect: { signature: 'none' } },
  ]
}
