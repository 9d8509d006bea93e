import { fileURLToPath } from 'node:url'

/** Folder of the signature pack that ships with this package. */
export function shippedPack(): string {
  return fileURLToPath(new URL('../../../signatures', import.meta.url))
}
