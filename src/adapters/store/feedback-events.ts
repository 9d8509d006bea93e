/** Feedback events. This table is append-only; `core/feedback` works out which events apply. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { FeedbackEvent, FeedbackKind } from '../../core/feedback/feedback-event.ts'
import { isSameRepository, type KnownRepository } from '../../core/issue-ref.ts'
import { numberBatches } from './number-batches.ts'
import { idsOf, type RepositoryIds } from './repository-ids.ts'
import type { FeedbackEvents } from './store.ts'
import type { FeedbackEventsTable } from './tables.ts'

type Database = Kysely<{ feedback_events: FeedbackEventsTable }>

export function createFeedbackEvents(db: Database, ids: RepositoryIds): FeedbackEvents {
  return {
    recordFeedback: async (feedbackEvent) => {
      const { id } = await ids.forWriting(feedbackEvent.ref)
      const insert = db.insertInto('feedback_events').values(toRow(feedbackEvent, id))
      const once = insert.onConflict((conflict) => conflict.columns(['repository', 'id']).doNothing())
      return ((await once.executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async lastFeedback() {
      const { last } = await db
        .selectFrom('feedback_events')
        .select((select) => select.fn.max('position').as('last'))
        .executeTakeFirstOrThrow()
      return Number(last ?? 0)
    },
    async feedbackOn(ref) {
      const repository = await ids.find(ref)
      const on = inRepository(db, repository).where('number', '=', ref.number)
      return toFeedbackEvents(await on.orderBy('position').execute(), [repository])
    },
    async feedbackIn(repository, kinds) {
      const repositories = repository === null ? await ids.all() : [await ids.find(repository)]
      return feedbackInAll(db, repositories, kinds)
    },
    feedbackAbout: async (repository, numbers, kinds) =>
      feedbackAbout(db, await ids.find(repository), { numbers, kinds }),
  }
}

async function feedbackInAll(
  db: Database,
  repositories: readonly KnownRepository[],
  kinds?: readonly FeedbackKind[],
): Promise<readonly FeedbackEvent[]> {
  const [only, ...others] = repositories
  const all =
    only !== undefined && others.length === 0
      ? inRepository(db, only)
      : db.selectFrom('feedback_events').selectAll().where('repository', 'in', idsOf(repositories))
  const rows = await (kinds === undefined ? all : all.where('kind', 'in', [...kinds])).orderBy('position').execute()
  return toFeedbackEvents(rows, repositories)
}

interface FeedbackFilter {
  readonly numbers: readonly number[]
  readonly kinds: readonly FeedbackKind[]
}

async function feedbackAbout(
  db: Database,
  repository: KnownRepository,
  { numbers, kinds }: FeedbackFilter,
): Promise<readonly FeedbackEvent[]> {
  const here = inRepository(db, repository).where('kind', 'in', [...kinds])
  const rows = new Map<number, Selectable<FeedbackEventsTable>>()
  for (const batch of numberBatches(numbers)) {
    // Each half uses its own index, as in `matchesOf`.
    for (const column of ['number', 'other_number'] as const) {
      for (const row of await here.where(column, 'in', [...batch]).execute()) rows.set(row.position, row)
    }
  }
  return toFeedbackEvents(
    [...rows.values()].sort((a, b) => a.position - b.position),
    [repository],
  )
}

function inRepository(db: Database, { id }: KnownRepository) {
  return db.selectFrom('feedback_events').selectAll().where('repository', '=', id)
}

function toRow(feedbackEvent: FeedbackEvent, repository: number): Insertable<FeedbackEventsTable> {
  const { ref, other, signature, ...plain } = feedbackEvent
  const elsewhere = other === null || isSameRepository(ref, other) ? null : other
  return {
    id: plain.id,
    repository,
    number: ref.number,
    kind: plain.kind,
    other_owner: elsewhere?.owner ?? null,
    other_repo: elsewhere?.repo ?? null,
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

/** @param repositories the repositories that the rows belong to */
function toFeedbackEvents(
  rows: readonly Selectable<FeedbackEventsTable>[],
  repositories: readonly KnownRepository[],
): readonly FeedbackEvent[] {
  const byId = new Map(repositories.map((repository) => [repository.id, repository]))
  return rows.flatMap((row) => {
    const repository = byId.get(row.repository)
    return repository === undefined ? [] : [fromRow(row, repository)]
  })
}

function fromRow(row: Selectable<FeedbackEventsTable>, { owner, repo }: KnownRepository): FeedbackEvent {
  const { other_owner, other_repo, other_number: other, signature, signature_version } = row
  return {
    id: row.id,
    ref: { owner, repo, number: row.number },
    kind: row.kind,
    other: other === null ? null : { owner: other_owner ?? owner, repo: other_repo ?? repo, number: other },
    signature: signature === null ? null : { id: signature, version: signature_version ?? 0 },
    step: row.step,
    detail: row.detail,
    who: row.who,
    rights: row.rights,
    origin: row.origin,
    at: row.at,
  }
}
