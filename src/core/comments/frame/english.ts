import type { Frame } from './frame.ts'

export const ENGLISH: Frame = {
  place: ({ in: where, line, name, heading }) => {
    if (where === 'title') return 'the title'
    const text = where === 'comment' ? `your comment of ${name}` : where === 'file' ? name : 'the description'
    return `${line === null ? '' : `line ${line} of `}${text}${heading === '' ? '' : `, under “${heading}”`}`
  },
  from: (place) => `From ${place}:`,
  looksLike: (title, isSure) => `This looks like **${title}** (${isSure ? 'sure' : 'likely'}).`,
  saidByMaintainer: (title) => `A maintainer says this is **${title}**.`,
  reportedBefore: 'Reported before:',
  checkFirst: 'Check first',
  reportShows: 'Your report shows',
  explained:
    'Your report explains the cause, so there is nothing left for you to check. The next step is with the maintainers.',
  confirmedIf: 'Confirmed if:',
  more: (steps) => (steps === 0 ? 'More: cause, remedies' : `More: all ${steps} steps, cause, remedies`),
  toConfirm: (steps) => `To confirm it on another machine: all ${steps} steps, cause, remedies`,
  unclear: 'This is about authentication, but the cause is unclear.',
  whyThisQuestion: 'Why this question',
  howToReply: 'Reply here, without tokens, keys and addresses.',
  neutralQuestion: null,
  correctAnswer: 'Wrong: `/triage wrong` · Solved: `/triage worked` · `/triage help`',
  correctQuestion: 'Not about signing in: `/triage wrong` · `/triage help`',
}
