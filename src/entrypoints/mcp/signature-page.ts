/** The page of one signature, as the documentation has it. */
import { renderSignaturePage } from '../../core/documentation/signature-page.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { Signature } from '../../core/signatures/schema.ts'

/** @returns Markdown, without the remark for those who edit files */
export function signatureText(signature: Signature, pack: Pack): string {
  return renderSignaturePage(signature, { pack, file: `${signature.id}.yaml` }).replace(/^<!--.*-->\s*/, '')
}
