/** A file in an archive: its bytes, or the reason why there are none. */
export interface Entry {
  /** Path inside the archive, as written there. */
  readonly name: string
  readonly content: Uint8Array | { readonly why: string }
}

export const LEADS_OUT = 'has a path outside its archive'
export const IS_LINK = 'is a link, not a file'
export const TOO_DENSE = 'unpacks to too many times its size for a log'
export const DAMAGED = 'is damaged'
export const CUT_OFF = 'is cut off'

/** True for absolute paths of Unix and Windows, and for paths with a `..`. */
export function leadsOut(path: string): boolean {
  const parts = path.replaceAll('\\', '/')
  return /^(?:\/|[a-z]:)/i.test(parts) || parts.split('/').includes('..') || path.includes('\0')
}

/** True for metadata files that macOS and Windows add to archives. */
export function isLitter(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)(?:\/|$)/.test(path)
}
