/** Recognises the URLs of an issue's files, in the forms that GitHub uses for attachments and gists. */
import { cleanName, nameFromPath } from './file-name.ts'
import { apiBase } from './hosts.ts'

/** The issue's repository; files from other repositories are ignored. */
export interface AttachmentLinkContext {
  readonly owner: string
  readonly repo: string
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  readonly githubHost: string
}

/** A file to fetch, a gist to fetch with all its files, or a file that is named but not fetched. */
export type LogLink =
  | { readonly kind: 'file' | 'gist'; readonly url: string; readonly name: string }
  | { readonly kind: 'unread'; readonly url: string; readonly name: string; readonly why: string }

const PICTURE = 'is a picture or video'

/**
 * @param link absolute URL as written
 * @param asImage whether the URL is embedded, like a Markdown image
 * @returns null for a URL that is not a file of this issue
 */
export function linkToFile(link: string, context: AttachmentLinkContext, asImage: boolean): LogLink | null {
  const url = URL.parse(link)
  if (url === null || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')
    return null
  if (ENCODED_SPECIAL.test(url.pathname)) return null
  url.hash = ''
  return attachment(url, context, asImage) ?? picture(url, context) ?? gist(url, context)
}

/** Percent-encoded slashes, backslashes and control characters; GitHub's file names never contain them. */
const ENCODED_SPECIAL = /%(?:2f|5c|[01][0-9a-f]|7f)/i

const PICTURE_NAME = /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|heic|avif|tiff?|mov|mp4|webm|mkv)$/i

function attachment(url: URL, context: AttachmentLinkContext, asImage: boolean): LogLink | null {
  if (url.hostname !== context.githubHost || !isAttachmentPath(url.pathname, context)) return null
  const file = { url: url.href, name: nameFromPath(url.pathname) }
  return asImage || PICTURE_NAME.test(file.name) ? { kind: 'unread', ...file, why: PICTURE } : { kind: 'file', ...file }
}

function isAttachmentPath(path: string, { owner, repo, githubHost }: AttachmentLinkContext): boolean {
  if (/^\/user-attachments\/files\/\d{1,20}\/[^/]+$/.test(path)) return true
  const [, pathOwner, pathRepo, id] = /^\/([^/]+)\/([^/]+)\/files\/(\d{1,20})\/[^/]+$/.exec(path) ?? []
  if (id !== undefined && isSameName(pathOwner, owner) && isSameName(pathRepo, repo)) return true
  return githubHost !== 'github.com' && /^\/storage\/user\/\d{1,20}\/files\/[\w-]{1,80}$/.test(path)
}

/** GitHub's names are case-insensitive. */
function isSameName(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

const PICTURE_HOST = /^(?:private-)?user-images\.githubusercontent\.com$/

function picture(url: URL, { githubHost }: AttachmentLinkContext): LogLink | null {
  const isUploaded = url.hostname === githubHost && /^\/(?:user-attachments|[^/]+\/[^/]+)\/assets\//.test(url.pathname)
  const isServed = PICTURE_HOST.test(url.hostname) || url.hostname === `media.${githubHost}`
  if (!isUploaded && !isServed) return null
  // The query string of such a URL can contain a signature that grants access to a private picture.
  return { kind: 'unread', url: url.origin + url.pathname, name: nameFromPath(url.pathname), why: PICTURE }
}

const GIST_PAGE = /^\/(?:[\w-]{1,80}\/)?([0-9a-f]{20,40})(?:\/([0-9a-f]{40}))?(?:\.git)?\/?$/
const GIST_RAW = /^\/[\w-]{1,80}\/[0-9a-f]{20,40}\/raw(?:\/[0-9a-f]{40})?(?:\/[^/]{1,255})?$/

function gist(url: URL, { githubHost }: AttachmentLinkContext): LogLink | null {
  const path = gistPath(url, githubHost)
  if (path === null) return null
  if (GIST_RAW.test(path)) return { kind: 'file', url: url.href, name: nameFromPath(path) }
  const [, id, revision] = GIST_PAGE.exec(path) ?? []
  if (id === undefined) return null
  const apiUrl = `${apiBase(githubHost)}/gists/${id}${revision === undefined ? '' : `/${revision}`}`
  return { kind: 'gist', url: apiUrl, name: cleanName(`gist ${id.slice(0, 8)}`) }
}

/** On a GitHub Enterprise Server, gists have their own host or their own path. */
function gistPath({ hostname, pathname }: URL, githubHost: string): string | null {
  if (hostname === `gist.${githubHost}`) return pathname
  if (githubHost === 'github.com') return hostname === 'gist.githubusercontent.com' ? pathname : null
  return hostname === githubHost && pathname.startsWith('/gist/') ? pathname.slice('/gist'.length) : null
}
