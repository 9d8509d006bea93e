/** The small print at the end of every comment: how to correct the bot. */
import type { Signature } from '../signatures/schema.ts'
import type { CommentContext } from './comment-context.ts'
import type { Frame } from './frame/frame.ts'
import { renderRepositoryFooter } from './repository-wording.ts'

const NEVER_CLOSES = 'More: `/triage help`. This bot never closes issues.'

interface FooterInput {
  /** The kind of comment: the decision that it shows, or `canonical` for only a cluster, or `answer` for only an answer. */
  readonly kind: 'assert' | 'ask' | 'canonical' | 'answer' | 'silent'
  /** The asserted signature; the footer adds its version. */
  readonly signature?: Signature
  readonly frame: Frame
  readonly input: Pick<CommentContext, 'pack' | 'settings' | 'audience'>
}

/** @returns an empty string for a program, which cannot answer */
export function renderFooter({ kind, signature, frame, input }: FooterInput): string {
  const { pack, settings, audience } = input
  if (audience === 'program') return ''
  const corrections = {
    assert: frame.correctAnswer,
    ask: frame.correctQuestion,
    canonical: `Does one of them have a different cause? Reply \`/triage split #number\`. ${NEVER_CLOSES}`,
    answer: NEVER_CLOSES,
    silent: `Not a credential? Remove the label, and the bot won't add it again. ${NEVER_CLOSES}`,
  }
  const rule = signature === undefined ? [] : [`${signature.id} v${signature.since}`]
  const version = kind === 'assert' || kind === 'ask' ? '' : `<br>pack ${pack.fingerprint}`
  const line = [corrections[kind], ...rule].join(' · ')
  const sentences = [renderRepositoryFooter(settings), line].filter((it) => it !== '').join(' ')
  return `<sub>${sentences}${version}</sub>`
}
