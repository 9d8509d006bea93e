/** How much the bot said lately: one row an issue that got a new comment, kept no longer than it counts. */
import type { Kysely, Transaction } from 'kysely'
import { repositoryName } from './repository-name.ts'
import type { CommentTurn, CommentTurns } from './store.ts'
import type { CommentTurnsTable } from './tables.ts'

interface Tables {
  comment_turns: CommentTurnsTable
}

export function createCommentTurns(db: Kysely<Tables>): CommentTurns {
  return { takeTurn: (turn) => db.transaction().execute((transaction) => takeTurn(transaction, turn)) }
}

async function takeTurn(db: Transaction<Tables>, { ref, author: login, at, windowMs, most }: CommentTurn) {
  const repository = repositoryName(ref.owner, ref.repo)
  const author = login.toLowerCase()
  const before = at - windowMs
  await db.deleteFrom('comment_turns').where('repository', '=', repository).where('at', '<=', before).execute()
  const turns = await db
    .selectFrom('comment_turns')
    .select(['number', 'author'])
    .where('repository', '=', repository)
    .execute()
  if (turns.some(({ number }) => number === ref.number)) return true
  const byAuthor = turns.filter((turn) => turn.author === author).length
  if (turns.length >= most.repository || byAuthor >= most.author) return false
  await db
    .insertInto('comment_turns')
    .values({ repository, number: ref.number, author, at })
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doNothing())
    .execute()
  return true
}
