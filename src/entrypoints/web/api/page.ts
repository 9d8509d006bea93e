/** Pagination: a cursor is the key of the last item, encoded so that clients do not build their own. */
import { z } from 'zod'
import { ApiError } from './api-error.ts'

const MAX_LIMIT = 100

export const pageParameters = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(30).describe('Items per page.'),
  cursor: z.string().max(200).optional().describe('The `next` value of the previous page.'),
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
  })
}

export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
}

/**
 * Cuts a page out of a list that is ordered by key.
 * @throws ApiError('malformed') for an invalid cursor
 */
export function cutPage<T>(items: readonly T[], keyOf: (item: T) => string, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rest = after === null ? items : items.filter((it) => keyOf(it) > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return { items: page, next: last === undefined || rest.length <= limit ? null : writeCursor(keyOf(last)) }
}

/**
 * Cuts a page out of a list in any order: the cursor is the key of the last item on the previous page.
 * @throws ApiError('malformed') when that item is not in the list
 */
export function cutList<T>(items: readonly T[], keyOf: (item: T) => string, { limit, cursor }: PageQuery) {
  const key = cursor === undefined ? null : readCursor(cursor)
  const start = key === null ? 0 : 1 + items.findIndex((it) => keyOf(it) === key)
  if (key !== null && start === 0)
    throw new ApiError('malformed', 'cursor: the list changed; start again without a cursor.')
  const page = items.slice(start, start + limit)
  const last = page.at(-1)
  return { items: page, next: last === undefined || items.length <= start + limit ? null : writeCursor(keyOf(last)) }
}

function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString()
  if (writeCursor(key) !== cursor) throw new ApiError('malformed', 'cursor: not a valid cursor.')
  return key
}
