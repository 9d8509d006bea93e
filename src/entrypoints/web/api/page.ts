/** Lists in pages: a cursor is the key of the last item, made unreadable so that nobody builds one. */
import { z } from 'zod'
import { ApiError } from './api-error.ts'

const MOST = 100

export const pageParameters = {
  limit: z.coerce.number().int().min(1).max(MOST).default(30).describe('Items of one page.'),
  cursor: z.string().max(200).optional().describe('`next` of the page before.'),
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
 * @param items in order of key
 * @throws ApiError('malformed') for a cursor that is none
 */
export function cutPage<T>(items: readonly T[], keyOf: (item: T) => string, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rest = after === null ? items : items.filter((it) => keyOf(it) > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return { items: page, next: last === undefined || rest.length <= limit ? null : writeCursor(keyOf(last)) }
}

/**
 * Of a list in any order: the cursor is the item after which to go on.
 * @throws ApiError('malformed') when that item is not in the list any more, or never was
 */
export function cutList<T>(items: readonly T[], keyOf: (item: T) => string, { limit, cursor }: PageQuery) {
  const key = cursor === undefined ? null : readCursor(cursor)
  const start = key === null ? 0 : 1 + items.findIndex((it) => keyOf(it) === key)
  if (key !== null && start === 0) throw new ApiError('malformed', 'cursor: the list changed; begin again without it.')
  const page = items.slice(start, start + limit)
  const last = page.at(-1)
  return { items: page, next: last === undefined || items.length <= start + limit ? null : writeCursor(keyOf(last)) }
}

function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString()
  if (writeCursor(key) !== cursor) throw new ApiError('malformed', 'cursor: this is no cursor.')
  return key
}
