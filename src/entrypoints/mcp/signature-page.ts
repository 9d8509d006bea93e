/** Renders the page for one signature, as in the documentation. */
import { renderSignaturePage } from '../../core/documentation/signature-page.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { Signature } from '../../core/signatures/schema.ts'

/** @returns Markdown, without the "generated file" comment */
export function signatureText(signature: Signature, pack: Pack): string {
  return renderSignaturePage(signature, { pack, file: `${signature.id}.yaml` }).replace(/^<!--.*-->\s*/, '')
}
