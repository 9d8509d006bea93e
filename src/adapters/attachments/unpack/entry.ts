/** A file in an archive: its bytes, or the reason why there are none. */
export interface Entry {
  /** Path inside the archive, as stored there. */
  readonly name: string
  readonly content: Uint8Array | { readonly why: string }
}

export const LEADS_OUT = 'has a path outside its archive'
export const IS_LINK = 'is a link, not a file'
export const TOO_DENSE = 'has a compression ratio that is too high for a log'
export const DAMAGED = 'is damaged'
export const CUT_OFF = 'is cut off'

/** True for absolute Unix and Windows paths, and for paths that contain a `..` segment or a NUL. */
export function leadsOut(path: string): boolean {
  const parts = path.replaceAll('\\', '/')
  return /^(?:\/|[a-z]:)/i.test(parts) || parts.split('/').includes('..') || path.includes('\0')
}

/** True for metadata files that macOS and Windows add to archives. */
export function isLitter(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)(?:\/|$)/.test(path)
}
