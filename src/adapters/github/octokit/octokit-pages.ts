/** The ends of a list that GitHub gives in pages: the first page and the newest, so that its length costs nothing. */

/** GitHub's largest page: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const PER_PAGE = 100

/** Pages that are read besides the first, the newest. */
export const MAX_NEWEST_PAGES = 3

export interface ResponsePage<T> {
  readonly data: readonly T[]
  readonly headers: { readonly link?: string | undefined }
}

/**
 * Every entry where four pages hold them, in their order. Of a longer list those between the first page and the newest are
 * left out.
 * @param readPage asked for the first page with 1
 */
export async function readBothEnds<T>(readPage: (page: number) => Promise<ResponsePage<T>>): Promise<readonly T[]> {
  const first = await readPage(1)
  const last = lastPage(first)
  const entries = [...first.data]
  for (let number = Math.max(2, last - MAX_NEWEST_PAGES + 1); number <= last; number++) {
    const page = await readPage(number)
    entries.push(...page.data)
    if (!leadsOn(page)) break
  }
  return entries
}

/** By GitHub's own link; where it names a next page and no last one, as many as are ever read. */
function lastPage({ headers: { link = '' } }: ResponsePage<unknown>): number {
  return pageOf('last', link) ?? (pageOf('next', link) === null ? 1 : 1 + MAX_NEWEST_PAGES)
}

function leadsOn({ headers: { link = '' } }: ResponsePage<unknown>): boolean {
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
