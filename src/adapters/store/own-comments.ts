/** Which comment on an issue is the bot's own. */
import type { Kysely } from 'kysely'
import type { RepositoryIds } from './repository-ids.ts'
import type { OwnComments } from './store.ts'
import type { OwnCommentsTable } from './tables.ts'

type Database = Kysely<{ own_comments: OwnCommentsTable }>

export function createOwnComments(db: Database, ids: RepositoryIds): OwnComments {
  return {
    ownCommentId: async (ref) => ownCommentId(db, (await ids.find(ref)).id, ref.number),
    rememberComment: async (ref, commentId) => {
      const { id: repository } = await ids.place(ref)
      await db
        .insertInto('own_comments')
        .values({ repository, number: ref.number, comment_id: commentId })
        .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ comment_id: commentId }))
        .execute()
    },
  }
}

async function ownCommentId(db: Database, repository: number, number: number): Promise<number | null> {
  const row = await db
    .selectFrom('own_comments')
    .select('comment_id')
    .where('repository', '=', repository)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.comment_id ?? null
}
