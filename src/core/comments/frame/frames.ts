import type { Language } from '../../report/report.ts'
import { CHINESE } from './chinese.ts'
import { ENGLISH } from './english.ts'
import type { Frame } from './frame.ts'
import { FRENCH } from './french.ts'
import { GERMAN } from './german.ts'
import { JAPANESE } from './japanese.ts'
import { PORTUGUESE } from './portuguese.ts'
import { SPANISH } from './spanish.ts'

const FRAMES: Readonly<Record<Language, Frame>> = {
  en: ENGLISH,
  zh: CHINESE,
  ja: JAPANESE,
  de: GERMAN,
  es: SPANISH,
  pt: PORTUGUESE,
  fr: FRENCH,
}

/** @returns the words of a comment in the language */
export function frameIn(language: Language): Frame {
  return FRAMES[language]
}
