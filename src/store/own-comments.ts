/** Which comment on an issue is the bot's own. */
import type { Kysely } from 'kysely'
import type { IssueRef } from '../issue-ref.ts'
import { repositoryName } from './repository-name.ts'
import type { OwnComments } from './store.ts'
import type { OwnCommentsTable } from './tables.ts'

type Database = Kysely<{ own_comments: OwnCommentsTable }>

export function createOwnComments(db: Database): OwnComments {
  return {
    ownCommentId: (ref) => ownCommentId(db, ref),
    rememberComment: async ({ owner, repo, number }, commentId) => {
      await db
        .insertInto('own_comments')
        .values({ repository: repositoryName(owner, repo), number, comment_id: commentId })
        .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ comment_id: commentId }))
        .execute()
    },
  }
}

async function ownCommentId(db: Database, { owner, repo, number }: IssueRef): Promise<number | null> {
  const row = await db
    .selectFrom('own_comments')
    .select('comment_id')
    .where('repository', '=', repositoryName(owner, repo))
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.comment_id ?? null
}
