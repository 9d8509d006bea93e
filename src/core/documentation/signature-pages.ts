/** Renders all pages of a pack: one per signature, and the index. */

import { idOfFile } from '../signatures/loaded-signature.ts'
import type { Pack } from '../signatures/pack.ts'
import type { PackFile } from '../signatures/parse.ts'
import { renderSignatureIndex } from './signature-index.ts'
import { renderSignaturePage } from './signature-page.ts'

/**
 * @param files the pack's files; only their paths are used, because a signature's file is named after it
 * @returns Markdown by file name
 */
export function renderSignaturePages(
  pack: Pack,
  files: readonly Pick<PackFile, 'path'>[],
): ReadonlyMap<string, string> {
  const paths = new Map(files.map(({ path }) => [idOfFile(path), path]))
  const fileOf = (id: string) => paths.get(id) ?? `${id}.yaml`
  const pages = [...pack.signatures.values()].map(
    (signature) =>
      [`${signature.id}.md`, renderSignaturePage(signature, { pack, file: fileOf(signature.id) })] as const,
  )
  return new Map([['README.md', renderSignatureIndex(pack, fileOf)], ...pages])
}
