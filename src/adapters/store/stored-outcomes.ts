/** How the bot's answers ended, as the store keeps it. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import type { AnswerOutcome } from '../../core/outcomes/outcome-record.ts'

/** How the first answer on an issue ended, as last read. None of the thread's words are in it. */
export interface OutcomeRecord extends AnswerOutcome {
  readonly ref: IssueRef
  /** Fingerprint of the pack behind the answer. */
  readonly pack: string
  /** Time of the reading, in milliseconds since the epoch. */
  readonly readAt: number
  /** Login of the person whose words decided; null if nothing did, or if a label did. */
  readonly who: string | null
  /** Id of the deciding comment; null if there is none. */
  readonly remark: number | null
}

/** How answers ended, one record per issue. */
export interface Outcomes {
  /** Stores a reading, which replaces the issue's earlier one. */
  keepOutcome(outcome: OutcomeRecord): Promise<void>
  /** Returns the outcomes in one repository (null: in all repositories), by the time of the answer, oldest first. */
  outcomesIn(repository: RepositoryRef | null): Promise<readonly OutcomeRecord[]>
}
