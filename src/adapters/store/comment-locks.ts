/** How much the bot said lately: one row an issue that got a new comment, kept no longer than it counts. */
import type { Kysely, Transaction } from 'kysely'
import type { RepositoryIds } from './repository-ids.ts'
import type { CommentBudget, CommentSlot } from './store.ts'
import type { CommentBudgetTable } from './tables.ts'

interface Tables {
  comment_budget: CommentBudgetTable
}

export function createCommentBudget(db: Kysely<Tables>, ids: RepositoryIds): CommentBudget {
  return {
    async takeTurn(turn) {
      const { id } = await ids.place(turn.ref)
      return db.transaction().execute((transaction) => takeTurn(transaction, id, turn))
    },
  }
}

/** No issue has this number. */
const LOCK = 0

/** Whoever writes this row has the repository's turns for itself until its transaction ends, on any engine. */
async function lock(db: Transaction<Tables>, repository: number): Promise<void> {
  await db
    .insertInto('comment_budget')
    .values({ repository, number: LOCK, author: '', at: 0 })
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ at: 0 }))
    .execute()
}

async function takeTurn(
  db: Transaction<Tables>,
  repository: number,
  { ref, author: login, at, windowMs, most }: CommentSlot,
): Promise<boolean> {
  const author = login.toLowerCase()
  const before = at - windowMs
  await lock(db, repository)
  await db
    .deleteFrom('comment_budget')
    .where('repository', '=', repository)
    .where('number', '!=', LOCK)
    .where('at', '<=', before)
    .execute()
  // A turn of the future was taken under a clock that has been set back since: it counts for one window from now.
  await db.updateTable('comment_budget').set({ at }).where('repository', '=', repository).where('at', '>', at).execute()
  const turns = await db
    .selectFrom('comment_budget')
    .select(['number', 'author'])
    .where('repository', '=', repository)
    .where('number', '!=', LOCK)
    .execute()
  if (turns.some(({ number }) => number === ref.number)) return true
  const byAuthor = turns.filter((turn) => turn.author === author).length
  if (turns.length >= most.repository || byAuthor >= most.author) return false
  await db.insertInto('comment_budget').values({ repository, number: ref.number, author, at }).execute()
  return true
}
