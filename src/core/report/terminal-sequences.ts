/** What terminals take for orders rather than text (ECMA-48), found in text of any origin. */

/**
 * Colours and cursor moves (CSI), window titles, links and the clipboard (OSC), device strings (DCS, SOS, PM, APC),
 * two-letter escapes; each introduced by ESC or by the one C1 character that stands for it. No part of a string can hold
 * an introducer, so that no stretch of text is read twice; a string longer than its limit loses its marks only.
 */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what it looks for
  /(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f\n]{0,2048}(?:\x07|\x1b\\|\x9c)|\x1b(?:[ -/]{1,8}[0-~]|[@-Z\\^_78=>c])/g

/** Colour codes whose escape character got lost on the way, through a web form for one. */
const BARE_COLOUR = /\[(?:\d{1,3};){0,5}\d{1,3}m/g

/** @returns the text without whole sequences; a lone control character stays */
export function withoutSequences(text: string): string {
  return text.replace(SEQUENCE, '')
}

export function withoutBareColours(text: string): string {
  return text.replace(BARE_COLOUR, '')
}
