/**
 * Reads how the sentences of a closing remark are meant: which of them state what the cause was, and which of them
 * guess, ask, deny, plan, or report another failure. A sentence that does any of the latter says nothing about the cause.
 */
import { readReport } from '../report/read-report.ts'
import { sentencesOf } from '../report/sentences.ts'

/** A remark, reduced to what it states. */
export interface ClosingWords {
  /** The sentences that state something, joined; empty if there is none. */
  readonly stated: string
  /** Whether a stated sentence gives a reason or names a cause. */
  readonly isVerdict: boolean
  /** Whether the remark says that the failure is gone. */
  readonly isSolved: boolean
  /** Whether the remark says that the failure is still there. */
  readonly isUnsolved: boolean
  /** Whether the remark denies a cause, guesses, or lists several changes, so that it decides nothing by pointing. */
  readonly isMixed: boolean
  /** Whether the remark asks something. */
  readonly asks: boolean
  /** Whether the remark agrees with something that was said before. */
  readonly pointsBack: boolean
  /** Whether the remark agrees with the bot, and names it. */
  readonly pointsToBot: boolean
}

const HEDGE =
  /\b(?:maybe|perhaps|might|may (?:be|have)|could (?:be|have|also)|possibl[ey]|probably|presumably|likely|seem(?:s|ed|ingly)?|i (?:think|guess|suspect|assume|believe)|my (?:guess|hunch|theory)|guess(?:ing)?|hopefully|not (?:entirely |really |quite )?(?:sure|certain)|(?:no|any) idea|(?:don'?t|do not|didn'?t) (?:really )?know|who knows|unclear|wonder\w*|somehow|suspect\w*|looks? like|sounds like|in theory|fingers crossed|for now|so far|as far as i can tell)\b/i

/** What is only asked, supposed, planned or advised. */
const SUPPOSED =
  /\?\s*$|\b(?:if (?:the|you|it|that|this|your|we|i)|whether|unless|would (?:be|expect|have|need)|should (?:be|fix|work|help|have|now)|please|can you|could you|will (?:be|ask|try|check|look|report|take|ship|release)|(?:i|we)'ll|going to|let (?:me|us) know|try (?:to|the|with|setting|adding)|either|happens? (?:when|if|because|whenever)|in (?:most|many|some|other) (?:cases|reports)|for reference|usually|generally|typically|often|normally|means that)\b/i

/** The state of a fix says nothing about the cause, and a version that works says little. */
const FIX_STATE =
  /\b(?:merged|next (?:release|version)|in review|revert(?:s|ed|ing)?|supersed\w+|(?:fixed|closed|addressed|resolved|solved|released|included|shipped) (?:in|with|by|via) (?:#|v?\d|pr\b|main\b|the next|a later)|pull request|backport\w*|(?:going|went|rolled?|rolling|go) back to|downgrad\w+|works? with \S+ (?:but|and) not)\b/i

const UNSOLVED =
  /\b(?:not (?:yet |really |completely |fully )?(?:been )?(?:fixed|solved|resolved|working)|(?:is|was|has)n'?t (?:been )?(?:fixed|solved|resolved|working)|still (?:fail\w*|see\w*|get\w*|happen\w*|loop\w*|broken|the same|not|there|present|an issue|occur\w*|look\w*|do\w*|have|having|reproduc\w*|persist\w*|stuck|can'?t|cannot)|(?:same|identical) (?:error|problem|issue|result|behaviou?r)|did(?:n'?t| not) (?:help|work|fix|change|solve)|does(?:n'?t| not) (?:help|work|fix|change|solve)|no (?:change|luck|difference|effect|success)|reopen\w*|came back|is back again|not fixed)\b/i

/** A failure that is reported besides the one that the thread is about. */
const OTHER_FAILURE =
  /\b(?:now (?:i|we) (?:get|see|have|run)|(?:i|we) now (?:get|see|have|run)|(?:but|and) now (?:i|we|it|the) (?:get|gets|see|have|fails|says|run|runs)|on top of that|now it (?:fails|says|shows|complains)|(?:another|different|separate|new|next|other) (?:issue|problem|error|bug|failure|matter|server|setup|thread|story)|separately|unrelated)\b/i

/** Somebody else's case. */
const OTHER_CASE =
  /\b(?:someone|somebody|others?|another user|the comment above|above that|people) (?:wrote|said|says|mentioned|reported|suggested|claimed|above)\b/i

/** Denies that something was the cause; a negation inside the cause ("was not set") is no denial. */
const DENIAL =
  /\b(?:(?:was|is|were|are|be)(?:n'?t| not|n’t)(?: really| actually| even| at all)? (?:the |a |an |my |our )?(?:real |actual |root )?(?:culprit|cause|problem|issue|reason|fault|it\b|to blame|due|because|about|related|that one|true|the case)|never (?:the|a|about) (?:culprit|cause|problem|issue|reason)|not (?:that one|because|due to|the (?:real |actual )?(?:cause|culprit|problem|issue|reason)|related)|(?:has|have|had|with) nothing to do|rul(?:e|ed|ing) out|(?:was|were|is|are) (?:all |perfectly |completely |always )?(?:fine|correct|ok|okay|valid|innocent|good|reachable all)|(?:served|set|working) correctly|unrelated to)\b/i

/** Rejects what was said before. */
const DISPUTE =
  /^\W*(?:no|nope|nah|wrong|incorrect)\b(?! (?:longer|more|need|problem|worries))|\b(?:not true|(?:is|was|are|were) (?:wrong|incorrect|mistaken)|i disagree|that'?s (?:not|wrong)|misdiagnos\w*|false lead|red herring)\b/i

const VERDICT =
  /\b(?:(?:the |my |our |actual |real |root )*(?:cause|problem|issue|culprit|reason|mistake|error|explanation)(?: here| there| for (?:me|us)| in (?:my|our|this) case| in the end)? (?:was|is|were|turned out|lies|lay)|turn(?:ed|s) out|caused by|due to|because|came from|comes from|(?:found|tracked|traced|figured) (?:it|this|the|out|down)\b|it was (?:my|our|the|a|an)\b|what (?:fails|failed|broke|was missing)|(?:my|our|embarrassing|silly) (?:own )?(?:mistake|fault|bad|error)|(?:fixed|solved|resolved|cured)(?: it)? by|(?:fixed|solved|resolved|cured) (?:it|this|that|the)|did (?:it|the trick)|hence|therefore|which is why|that is why|that'?s why|after (?:setting|adding|removing|unsetting|changing|switching|fixing|replacing|installing|enabling|disabling)|so (?:that )?(?:the|it|no|my|our|its|every|all|\w+ (?:refused|rejected|could not|couldn't|failed|never))|embarrassing|mystery solved|solved:|solution:|fix:|root cause)/i

const SOLVED =
  /\b(?:works?|worked|working|solved|fixed|resolved|(?:error|errors|problem|issue|it|that|message|warning|loop)(?:'s|’s| is| are| was)? (?:now )?gone|goes through|went through|connects?|connected|(?:is|are|am) back|succeeds?|passes|validates|no longer|did (?:it|the trick))\b/i

const POINTS_BACK =
  /(?:^|[.!,]\s*)(?:and )?(?:that|this|it)(?:'s|’s| was| is| has been)(?: exactly| indeed| precisely| really| totally)?(?: what it was| exactly it| it\b| (?:exactly |indeed |precisely )?the (?:problem|issue|cause|case|reason|culprit))|\byou(?:'re|’re| were| are) (?:absolutely |quite )?right\b|\b(?:spot on|good catch|bingo|exactly that|nailed it)\b|\b(?:that|this) (?:solved|fixed|resolved) (?:it|the)/i

const BOT =
  /\b(?:the |this |triage )?bot(?:'s|’s)?\b|\bauth-triage\b|\bchecklist\b|\bstep (?:\d+|one|two|three|four|five)\b/i
const AGREES =
  /(?<!\b(?:almost|nearly|half|partly|partially|not|n't) )\b(?:right|correct(?:ly)?|exactly|spot on|nailed|showed|found|pointed|helped|solved|fixed|worked|confirm(?:s|ed)?|did it|was it|on the money)\b/i

/** Changes that people make; three of them at once do not tell which one helped. */
const CHANGES =
  /\b(?:upgraded|updated|deleted|removed|unset|set|reinstalled|restarted|rebooted|logged (?:in|out)|cleared|killed|downgraded|installed|changed|rotated|recreated|regenerated|re-?authenticated|wiped|switched)\b/gi
const MANY = 3
const ONE_OF_MANY =
  /\b(?:one of (?:these|them|those|the)|(?:which|what) (?:one )?of (?:them|these|those)|(?:not sure|no idea|don'?t know) (?:which|what)|some combination)\b/i

/** In characters; what a thread ends with is short. */
const MAX_REMARK = 4_000
const MAX_SENTENCES = 60

/** @param body Markdown, untrusted; quotes and logs in it do not count as the author's words */
export function readClosingWords(body: string): ClosingWords {
  const { segments } = readReport({ title: '', body, attachments: [] })
  const prose = segments
    .filter(({ kind }) => kind === 'prose')
    .map(({ text }) => text)
    .join('\n\n')
    .slice(0, MAX_REMARK)
  const all = sentencesOf(prose, MAX_SENTENCES)
  // What follows the mention of another failure is about that one.
  const other = all.findIndex((it) => OTHER_FAILURE.test(it))
  const sentences = other === -1 ? all : all.slice(0, other)
  const rejects = sentences.some((it) => DISPUTE.test(it))
  const stated = rejects ? [] : sentences.flatMap(statedParts)
  const denies = sentences.some(isDenial)
  const isMany = ONE_OF_MANY.test(prose) || ((prose.match(CHANGES)?.length ?? 0) >= MANY && !VERDICT.test(prose))
  const guesses = sentences.some((it) => HEDGE.test(it))
  return {
    stated: isMany ? '' : stated.join('\n'),
    isVerdict: stated.some((it) => VERDICT.test(it)),
    isSolved: stated.some((it) => SOLVED.test(it)),
    isUnsolved: all.some((it) => UNSOLVED.test(it)) || rejects,
    asks: all.some((it) => it.endsWith('?')),
    isMixed: denies || guesses || isMany || rejects,
    pointsBack: stated.some((it) => POINTS_BACK.test(it)),
    pointsToBot: stated.some((it) => BOT.test(it) && AGREES.test(it)),
  }
}

/** The parts of a sentence that state something: all of it, all but the denied part, or nothing. */
function statedParts(sentence: string): readonly string[] {
  const says = [HEDGE, SUPPOSED, FIX_STATE, UNSOLVED, OTHER_CASE].some((it) => it.test(sentence))
  if (says) return []
  if (!isDenial(sentence)) return [sentence]
  return sentence.split(/[,;:]\s|\s(?:but|so|instead|rather|—|–)\s/).filter((part) => part !== '' && !isDenial(part))
}

/** "The bot's diagnosis is correct" denies nothing. */
function isDenial(sentence: string): boolean {
  return (
    DENIAL.test(sentence) &&
    !(BOT.test(sentence) && /\b(?:correct|fine|good)\b/i.test(sentence) && !/\bnot\b|n't/i.test(sentence))
  )
}
