/**
 * The bot's recent comments: one row for each issue with a new comment, kept for as long as it counts towards the
 * budget.
 */
import type { Kysely, Transaction } from 'kysely'
import type { CommentBudget, CommentSlot } from './budgets.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { CommentBudgetTable } from './tables.ts'

interface Tables {
  comment_budget: CommentBudgetTable
}

export function createCommentBudget(db: Kysely<Tables>, ids: RepositoryIds): CommentBudget {
  return {
    async takeCommentSlot(slot) {
      const { id } = await ids.forWriting(slot.ref)
      return db.transaction().execute((transaction) => takeSlot(transaction, id, slot))
    },
  }
}

/** Number of the lock row; no issue has this number. */
const LOCK_NUMBER = 0

/** Writing this row locks the repository's slots until the transaction ends, on every engine. */
async function lock(db: Transaction<Tables>, repository: number): Promise<void> {
  await db
    .insertInto('comment_budget')
    .values({ repository, number: LOCK_NUMBER, author: '', at: 0 })
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ at: 0 }))
    .execute()
}

async function takeSlot(
  db: Transaction<Tables>,
  repository: number,
  { ref, author: login, at, windowMs, most }: CommentSlot,
): Promise<boolean> {
  const author = login.toLowerCase()
  const windowStart = at - windowMs
  await lock(db, repository)
  await db
    .deleteFrom('comment_budget')
    .where('repository', '=', repository)
    .where('number', '!=', LOCK_NUMBER)
    .where('at', '<=', windowStart)
    .execute()
  // A slot in the future means that the clock has since been set back, so the slot counts for one window from now.
  await db.updateTable('comment_budget').set({ at }).where('repository', '=', repository).where('at', '>', at).execute()
  const slots = await db
    .selectFrom('comment_budget')
    .select(['number', 'author'])
    .where('repository', '=', repository)
    .where('number', '!=', LOCK_NUMBER)
    .execute()
  if (slots.some(({ number }) => number === ref.number)) return true
  const byAuthor = slots.filter((slot) => slot.author === author).length
  if (slots.length >= most.repository || byAuthor >= most.author) return false
  await db.insertInto('comment_budget').values({ repository, number: ref.number, author, at }).execute()
  return true
}
