/** The id of the bot's comment on each issue. */
import type { Kysely } from 'kysely'
import type { RepositoryIds } from './repository-ids.ts'
import type { BotComments } from './stored-decisions.ts'
import type { BotCommentsTable } from './tables.ts'

type Database = Kysely<{ bot_comments: BotCommentsTable }>

export function createBotComments(db: Database, ids: RepositoryIds): BotComments {
  return {
    ownCommentId: async (ref) => ownCommentId(db, (await ids.find(ref)).id, ref.number),
    forgetComment: async (ref) => {
      const { id: repository } = await ids.forWriting(ref)
      await db
        .deleteFrom('bot_comments')
        .where('repository', '=', repository)
        .where('number', '=', ref.number)
        .execute()
    },
    rememberComment: async (ref, commentId) => {
      const { id: repository } = await ids.forWriting(ref)
      await db
        .insertInto('bot_comments')
        .values({ repository, number: ref.number, comment_id: commentId })
        .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ comment_id: commentId }))
        .execute()
    },
  }
}

async function ownCommentId(db: Database, repository: number, number: number): Promise<number | null> {
  const row = await db
    .selectFrom('bot_comments')
    .select('comment_id')
    .where('repository', '=', repository)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.comment_id ?? null
}
