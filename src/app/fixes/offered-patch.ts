/** Offers a supported fix as a patch of the signature's file in the operator's pack. */
import { readSignatureText } from '../../adapters/pack-folder.ts'
import { renderFixPatch } from '../../core/fixes/fix-patch.ts'
import { issueUrl, type RepositoryRef } from '../../core/issue-ref.ts'
import type { PackContent } from '../../core/signatures/pack.ts'
import type { ClusterFix } from './cluster-fix.ts'

export interface PatchDeps {
  readonly pack: Pick<PackContent, 'signatures' | 'folders' | 'repositorySignatures'>
  /** Path of the folder that the pack was read from. */
  readonly packFolder: string
  /** URL of the GitHub site, e.g. `https://github.com`. */
  readonly site: string
}

/**
 * @returns null unless the fix is supported, its cause is a signature of the pack, its product is known, and the file
 *   does not name it yet
 */
export async function offeredPatch(
  repository: RepositoryRef,
  { ledger, signature: id }: Pick<ClusterFix, 'ledger' | 'signature'>,
  { pack, packFolder, site }: PatchDeps,
): Promise<string | null> {
  if (ledger?.state !== 'supported' || ledger.claim.version === null || ledger.product === null || id === null)
    return null
  const folder = pack.folders.get(id)
  if (folder === undefined || !pack.signatures.has(id) || pack.repositorySignatures?.has(id)) return null
  const path = `${folder}/${id}.yaml`
  const text = await readSignatureText(packFolder, path)
  if (text === null) return null
  const { version, url, number } = ledger.claim
  const source = url ?? issueUrl({ ...repository, number }, site)
  return renderFixPatch({ path: `signatures/${path}`, text }, { product: ledger.product, version, source })
}
