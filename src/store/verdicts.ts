/** What people said. Only ever added to; which verdict holds is worked out elsewhere. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { IssueRef, RepositoryRef } from '../issue-ref.ts'
import type { Verdict, VerdictKind } from '../verdict.ts'
import { repositoryName } from './repository-name.ts'
import type { Verdicts } from './store.ts'
import type { VerdictsTable } from './tables.ts'

type Database = Kysely<{ verdicts: VerdictsTable }>

export function createVerdicts(db: Database): Verdicts {
  return {
    recordVerdict: async (verdict) => {
      const insert = db.insertInto('verdicts').values(toRow(verdict))
      const result = await insert.onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    verdictsOn: (ref) => verdictsOn(db, ref),
    verdictsIn: (repository, kinds) => verdictsIn(db, repository, kinds),
    verdictsAbout: (repository, numbers, kinds) => verdictsAbout(db, repository, { numbers, kinds }),
  }
}

async function verdictsOn(db: Database, { owner, repo, number }: IssueRef): Promise<readonly Verdict[]> {
  const rows = await inRepository(db, { owner, repo }).where('number', '=', number).orderBy('position').execute()
  return rows.map(fromRow)
}

async function verdictsIn(
  db: Database,
  repository: RepositoryRef | null,
  kinds?: readonly VerdictKind[],
): Promise<readonly Verdict[]> {
  const all = repository === null ? everywhere(db) : inRepository(db, repository)
  const rows = await (kinds === undefined ? all : all.where('kind', 'in', [...kinds])).orderBy('position').execute()
  return rows.map(fromRow)
}

interface About {
  readonly numbers: readonly number[]
  readonly kinds: readonly VerdictKind[]
}

async function verdictsAbout(
  db: Database,
  repository: RepositoryRef,
  { numbers, kinds }: About,
): Promise<readonly Verdict[]> {
  const here = inRepository(db, repository).where('kind', 'in', [...kinds])
  const on = here.where('number', 'in', [...numbers])
  const naming = here.where('other_number', 'in', [...numbers]).where('number', 'not in', [...numbers])
  // Each half by an index of its own, as in `matchesOf`.
  const rows = await on.unionAll(naming).execute()
  return rows.sort((a, b) => a.position - b.position).map(fromRow)
}

function inRepository(db: Database, { owner, repo }: RepositoryRef) {
  return everywhere(db).where('repository', '=', repositoryName(owner, repo))
}

function everywhere(db: Database) {
  return db.selectFrom('verdicts').selectAll()
}

function toRow(verdict: Verdict): Insertable<VerdictsTable> {
  const { ref, other, signature, ...plain } = verdict
  return {
    id: plain.id,
    repository: repositoryName(ref.owner, ref.repo),
    owner: ref.owner,
    repo: ref.repo,
    number: ref.number,
    kind: plain.kind,
    other_owner: other?.owner ?? null,
    other_repo: other?.repo ?? null,
    other_number: other?.number ?? null,
    signature: signature?.id ?? null,
    signature_version: signature?.version ?? null,
    step: plain.step,
    detail: plain.detail,
    who: plain.who,
    rights: plain.rights,
    origin: plain.origin,
    at: plain.at,
  }
}

function fromRow(row: Selectable<VerdictsTable>): Verdict {
  const { other_owner, other_repo, other_number, signature, signature_version } = row
  const hasOther = other_owner !== null && other_repo !== null && other_number !== null
  return {
    id: row.id,
    ref: { owner: row.owner, repo: row.repo, number: row.number },
    kind: row.kind,
    other: hasOther ? { owner: other_owner, repo: other_repo, number: other_number } : null,
    signature: signature === null ? null : { id: signature, version: signature_version ?? 0 },
    step: row.step,
    detail: row.detail,
    who: row.who,
    rights: row.rights,
    origin: row.origin,
    at: row.at,
  }
}
