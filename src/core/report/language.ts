/**
 * Tells in which language a reporter writes. A wrong guess is worse than English, so a text must be clearly in a
 * language: mixed and short texts count as English.
 */
import type { Language, Segment } from './report.ts'

/** In characters. More text makes the answer no surer. */
const MAX_READ = 6_000
/** Below this number of words, the share of common words is chance. */
const MIN_WORDS = 20
/** Prose in these languages consists of common words to about 30 to 45 per cent, English prose of theirs to under 5. */
const MIN_SHARE = 0.15
/** A second language must have less than this share of the first one's common words. */
const CLEAR_LEAD = 0.5
const MIN_CHARACTERS = 12
/** Chinese and Japanese reports name commands and products in Latin letters. */
const MIN_CJK_SHARE = 0.4

/** The most frequent words of each language that are no words of the others. */
const COMMON_WORDS: Readonly<Record<'en' | 'de' | 'es' | 'pt' | 'fr', ReadonlySet<string>>> = {
  en: wordSet('the and is to of it in that with this not for on was are but when be have from after'),
  de: wordSet(
    'der die das und ist nicht ich ein eine mit auf den dem wenn nach wird aber beim auch sich kein keine zu',
  ),
  es: wordSet('el la los las y es que no un una con para por se cuando pero del después está sesión mi al'),
  pt: wordSet('o os um uma e é que não com para por se quando mas do da depois está sessão meu ao no na em'),
  fr: wordSet("le la les et est que pas un une avec pour dans je il quand mais du des après ne sur c'est au"),
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

/** @returns the language of the reporter's own prose; null when it is not clear */
export function readLanguage(segments: readonly Segment[]): Language | null {
  return languageOf(proseOf(segments))
}

/** Logs and quoted texts are not the reporter's words, and titles are often in English. */
function proseOf(segments: readonly Segment[]): string {
  let text = ''
  for (const segment of segments) {
    if (segment.kind === 'prose') text += `${segment.text.slice(0, MAX_READ - text.length)}\n`
    if (text.length >= MAX_READ) break
  }
  return text
}

function languageOf(text: string): Language | null {
  const kana = countOf(text, /[\u3041-\u30fa]/g)
  const han = countOf(text, /\p{Script=Han}/gu)
  const latin = countOf(text, /\p{Script=Latin}+/gu)
  if (kana + han >= MIN_CHARACTERS && (kana + han) / (kana + han + latin) >= MIN_CJK_SHARE) {
    return kana * 5 >= han ? 'ja' : 'zh'
  }
  return latinLanguageOf(text)
}

function latinLanguageOf(text: string): Language | null {
  const words = text.toLowerCase().match(/[\p{L}'’]+/gu) ?? []
  if (words.length < MIN_WORDS) return null
  const shares = Object.entries(COMMON_WORDS)
    .map(([language, common]) => ({
      language: language as Language,
      share: words.filter((word) => common.has(word)).length / words.length,
    }))
    .sort((a, b) => b.share - a.share)
  const [first, second] = shares
  if (first === undefined || second === undefined || first.share < MIN_SHARE) return null
  return second.share <= first.share * CLEAR_LEAD ? first.language : null
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
