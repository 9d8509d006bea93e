/** What an archive holds: a file with its bytes, or why there are none. */
export interface Entry {
  /** Path inside the archive, as written there. */
  readonly name: string
  readonly content: Uint8Array | { readonly why: string }
}

export const LEADS_OUT = 'has a path that leads out of its archive'
export const IS_LINK = 'is a link, not a file'
export const TOO_DENSE = 'unpacks to many times its size, as no log does'
export const DAMAGED = 'is damaged'
export const CUT_OFF = 'is cut off'

/** Absolute paths of Unix and Windows, and every path with a `..`. */
export function leadsOut(path: string): boolean {
  const parts = path.replaceAll('\\', '/')
  return /^(?:\/|[a-z]:)/i.test(parts) || parts.split('/').includes('..') || path.includes('\0')
}

/** What macOS and Windows put beside every file; nobody misses them. */
export function isLitter(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)(?:\/|$)/.test(path)
}
