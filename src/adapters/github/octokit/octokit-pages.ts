/**
 * Reads both ends of a paginated list: the first page and the newest ones, so that the cost does not grow with the
 * list.
 */

/** GitHub's maximum page size: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const PER_PAGE = 100

/** Maximum number of newest pages to read, in addition to the first page. */
export const MAX_NEWEST_PAGES = 3

export interface ResponsePage<T> {
  readonly data: readonly T[]
  readonly headers: { readonly link?: string | undefined }
}

/**
 * Returns the list's entries in order. If the list has more than 4 pages, omits the entries between the first page and
 * the newest 3 pages.
 * @param readPage reads the page with the given number; the first page is number 1
 */
export async function readBothEnds<T>(readPage: (page: number) => Promise<ResponsePage<T>>): Promise<readonly T[]> {
  const first = await readPage(1)
  const last = lastPage(first)
  const entries = [...first.data]
  for (let number = Math.max(2, last - MAX_NEWEST_PAGES + 1); number <= last; number++) {
    const page = await readPage(number)
    entries.push(...page.data)
    if (!hasNext(page)) break
  }
  return entries
}

/**
 * Returns the number of the last page according to GitHub's link header. If the header has a `next` link but no `last`
 * link, returns the maximum number of pages that are read.
 */
function lastPage({ headers: { link = '' } }: ResponsePage<unknown>): number {
  return pageOf('last', link) ?? (pageOf('next', link) === null ? 1 : 1 + MAX_NEWEST_PAGES)
}

function hasNext({ headers: { link = '' } }: ResponsePage<unknown>): boolean {
  return pageOf('next', link) !== null
}

function pageOf(relation: 'next' | 'last', link: string): number | null {
  const url = link
    .split(',')
    .map((entry) => /<([^<>]{1,2000})>;\s*rel="(\w+)"/.exec(entry))
    .find((entry) => entry?.[2] === relation)?.[1]
  const page = url !== undefined && URL.canParse(url) ? (new URL(url).searchParams.get('page') ?? '') : ''
  return /^[1-9]\d{0,8}$/.test(page) ? Number(page) : null
}
