/** What the overview of a repository shows. */
import type { SignatureFeedback } from '../../../core/feedback/feedback.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Morning } from '../../../core/overview/morning.ts'
import type { Problem } from '../../../core/signatures/problems.ts'
import type { Learnt } from './learnt.ts'

export interface MorningPageData {
  readonly repository: RepositoryRef
  readonly morning: Morning
  readonly issues: number
  readonly clusters: number
  /** Track records of the signatures that were asserted here. */
  readonly precision: readonly SignatureFeedback[]
  readonly learnt: Learnt
  /** Errors in the repository's settings. */
  readonly problems: readonly Problem[]
  /** Which packs of signatures are on, and why. */
  readonly packs: string
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly now: number
}
