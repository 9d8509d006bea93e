/** Removes terminal control sequences (ECMA-48) from untrusted text. */

/**
 * Colours and cursor movements (CSI), window titles, links and clipboard access (OSC), device strings (DCS, SOS, PM,
 * APC) and two-character escapes, introduced by ESC or by the equivalent C1 character. A string cannot contain an
 * introducer, so no part of a text is read twice. A string that exceeds the length limit loses only its control
 * characters.
 */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control sequences
  /(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f\n]{0,2048}(?:\x07|\x1b\\|\x9c)|\x1b(?:[ -/]{1,8}[0-~]|[@-Z\\^_78=>c])/g

/** Colour codes that have lost their escape character, for example in a web form. */
const BARE_COLOUR = /\[(?:\d{1,3};){0,5}\d{1,3}m/g

/** @returns the text without complete sequences; a lone control character remains */
export function withoutSequences(text: string): string {
  return text.replace(SEQUENCE, '')
}

export function withoutBareColours(text: string): string {
  return text.replace(BARE_COLOUR, '')
}
