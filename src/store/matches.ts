/** Which reports were found to share a cause, and why. */
import type { Kysely } from 'kysely'
import type { IssueRef, RepositoryRef } from '../issue-ref.ts'
import type { KeptMatch, Matches } from './kept-reports.ts'
import { repositoryName } from './repository-name.ts'
import type { MatchesTable } from './tables.ts'

type Database = Kysely<{ matches: MatchesTable }>

export function createMatches(db: Database): Matches {
  return {
    keepMatches: (ref, matches) => keepMatches(db, ref, matches),
    matchesIn: (repository) => matchesIn(db, repository),
  }
}

async function keepMatches(
  db: Database,
  { owner, repo, number }: IssueRef,
  matches: readonly Omit<KeptMatch, 'number'>[],
): Promise<void> {
  const repository = repositoryName(owner, repo)
  const rows = matches.map(({ other, probability, reasons }) => ({
    ...{ repository, number, other, probability },
    reasons: JSON.stringify(reasons),
  }))
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('matches').where('repository', '=', repository).where('number', '=', number).execute()
    if (rows.length > 0) await transaction.insertInto('matches').values(rows).execute()
  })
}

async function matchesIn(db: Database, { owner, repo }: RepositoryRef): Promise<readonly KeptMatch[]> {
  const rows = await db
    .selectFrom('matches')
    .selectAll()
    .where('repository', '=', repositoryName(owner, repo))
    .orderBy('number')
    .orderBy('other')
    .execute()
  return rows.map(({ number, other, probability, reasons }) => ({
    ...{ number, other, probability },
    reasons: JSON.parse(reasons) as string[],
  }))
}
